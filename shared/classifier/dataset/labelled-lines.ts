import { TonewatchError } from '../../errors/tonewatch-error.ts';
import type { ClassNames } from './known-tables.ts';
import type { LabelledRecord } from './labelled-record.ts';
import { readLines } from './table.ts';

export interface LabelledLines {
  readonly records: readonly LabelledRecord[];
  /** What the layout calls the classes. */
  readonly classes: ClassNames;
}

/** TweetEval's: a text a line in `*_text.txt`, its label in the same line of `*_labels.txt`. */
export async function readTextAndLabels(path: string): Promise<LabelledLines> {
  const labelsPath = path.replace(/_text\.txt(?=$|\.gz$)/u, '_labels.txt');
  const [texts, names] = await Promise.all([readLines(path), readLines(labelsPath)]);
  if (texts.length !== names.length) {
    throw new TonewatchError(
      'INPUT_FILE_UNREADABLE',
      `${labelsPath}: ${names.length} labels for the ${texts.length} texts of ${path}`,
    );
  }
  const records = texts.map((text, i) => ({ text, label: names[i] ?? '', place: `line ${i + 1}` }));
  return {
    records,
    classes: {
      0: 'negative',
      1: 'neutral',
      2: 'positive',
      negative: 'negative',
      neutral: 'neutral',
      positive: 'positive',
    },
  };
}

/** Two files that each hold texts of one class, a text a line: `*.neg*` and `*.pos*` (MR). Either name reads both. */
export async function readFilePerClass(path: string): Promise<LabelledLines> {
  const records: LabelledRecord[] = [];
  for (const label of ['neg', 'pos']) {
    const lines = await readLines(path.replace(FILE_PER_CLASS, `.${label}`));
    for (const [i, text] of lines.entries()) {
      records.push({ text, label, place: `line ${i + 1} of .${label}` });
    }
  }
  return { records, classes: { neg: 'negative', pos: 'positive' } };
}

/** The part of a file name that says its class. */
export const FILE_PER_CLASS = /\.(?:neg|pos)(?=$|\.txt$|\.gz$|\.txt\.gz$)/u;

/**
 * The label, a space and the text in each line (SST, customer reviews). The highest label says the scale: 0 and 1 are
 * negative and positive; from 2 on it is SST's, 0 very negative to 4 very positive.
 */
export async function readLabelAndText(path: string): Promise<LabelledLines> {
  let highest = 0;
  const records = (await readLines(path)).map((line, i) => {
    const [, label, text] = /^(-?\d+(?:\.\d+)?)\s+(.*)$/u.exec(line) ?? [];
    if (label === undefined || text === undefined) {
      throw new TonewatchError(
        'INPUT_FILE_UNREADABLE',
        `${path}: line ${i + 1}: expected a label (a number), a space and a text, found '${line.slice(0, 40)}'`,
      );
    }
    highest = Math.max(highest, Number(label));
    return { text, label, place: `line ${i + 1}` };
  });
  return { records, classes: highest > 1 ? FIVE_POINTS : { 0: 'negative', 1: 'positive' } };
}

const FIVE_POINTS: ClassNames = { 0: 'negative', 1: 'negative', 2: 'neutral', 3: 'positive', 4: 'positive' };
