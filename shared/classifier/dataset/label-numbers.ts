import { TonewatchError } from '../../errors/tonewatch-error.ts';
import type { ClassNames } from './known-tables.ts';
import type { LabelledRecord } from './labelled-record.ts';
import type { LabelledText, LabelledTexts } from './labelled-text.ts';
import type { Target } from './target.ts';

/**
 * Labels as the target wants them: positions of classes, or ratings. Rows without a text or with a label that the target
 * does not have are left out.
 * @param classes what the file calls the classes; undefined: their names, `neg` and the like, or numbers in their order.
 * @throws TonewatchError INPUT_FILE_UNREADABLE when a rating is out of range or no row is left.
 */
export function numbersOf(
  path: string,
  records: readonly LabelledRecord[],
  target: Target,
  classes: ClassNames | undefined,
): LabelledTexts {
  const number = target.type === 'rating' ? ratingIn(path, target) : classIn(target.labels, records, classes);
  const rows: LabelledText[] = [];
  for (const record of records) {
    const label = number.of(record);
    const { text, group } = record;
    if (label === undefined || text.trim() === '') continue;
    rows.push(group === undefined ? { text, label } : { text, label, group });
  }
  if (rows.length === 0) {
    const labels = [...new Set(records.slice(0, 1000).map(({ label }) => label))].slice(0, 5).join(', ');
    const found = labels || (records.length > 0 ? 'rows without labels' : 'no rows');
    throw new TonewatchError(
      'INPUT_FILE_UNREADABLE',
      `${path}: no row has a known label; expected ${number.expected}, found ${found}`,
    );
  }
  return { rows, skipped: records.length - rows.length };
}

interface Numbering {
  readonly expected: string;
  of(record: LabelledRecord): number | undefined;
}

function ratingIn(path: string, { lowest, highest }: { lowest: number; highest: number }): Numbering {
  const expected = `a number from ${lowest} to ${highest}`;
  return {
    expected,
    of({ label, place }) {
      const rating = label.trim() === '' ? NaN : Number(label);
      if (Number.isNaN(rating)) return undefined;
      if (rating >= lowest && rating <= highest) return rating;
      throw new TonewatchError(
        'INPUT_FILE_UNREADABLE',
        `${path}: ${place}: rating ${label}, expected ${expected}`,
      );
    },
  };
}

function classIn(
  labels: readonly string[],
  records: readonly LabelledRecord[],
  classes: ClassNames | undefined,
): Numbering {
  const names = new Map(
    Object.entries(classes ?? ownNames(labels, records)).map(([name, label]) => [
      name.toLowerCase(),
      labels.indexOf(label),
    ]),
  );
  return {
    expected: [...names.keys()].join(', '),
    of({ label }) {
      const position = names.get(label.trim().toLowerCase());
      return position === undefined || position < 0 ? undefined : position;
    },
  };
}

/** Numbers count from 0 through all three classes, or through two where only two are wanted and no 2 occurs. */
function ownNames(labels: readonly string[], records: readonly LabelledRecord[]): ClassNames {
  const two = labels.length === 2 && !records.some(({ label }) => label.trim() === '2');
  return {
    negative: 'negative',
    neutral: 'neutral',
    positive: 'positive',
    neg: 'negative',
    neu: 'neutral',
    pos: 'positive',
    ...(two
      ? { 0: 'negative', 1: 'positive' }
      : ({ 0: 'negative', 1: 'neutral', 2: 'positive' } satisfies ClassNames)),
  };
}
