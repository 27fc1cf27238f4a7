import { type Label, labels } from '#shared/avro/mention.ts';
import { type Columns, readLabelledTexts } from '#shared/classifier/dataset/labelled-texts.ts';
import type { LabelledText } from '#shared/classifier/dataset/labelled-text.ts';
import { type Target, threeClasses, twoClasses } from '#shared/classifier/dataset/target.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';

/** Texts to measure a model on. */
export interface EvaluationTexts {
  readonly target: Target;
  readonly rows: readonly LabelledText[];
  /** Rows without a text, or with a label that the target does not have. */
  readonly skipped: number;
}

/**
 * Reads a file for a model: ratings where the model rates and the file has some, else as many classes as the model
 * knows. A file that only says 0 and 1 has two classes, even for a model that knows three.
 * @param wanted what the model says, or is to be asked.
 * @throws TonewatchError INPUT_FILE_UNREADABLE
 */
export async function readEvaluationTexts(
  path: string,
  columns: Columns,
  wanted: Target,
): Promise<EvaluationTexts> {
  if (wanted.type === 'rating') {
    try {
      return { target: wanted, ...(await readLabelledTexts(path, columns, wanted)) };
    } catch (error) {
      if (!(error instanceof TonewatchError)) throw error;
      return readAs(twoClasses, path, columns);
    }
  }
  if (wanted.labels.length === 3) {
    const three = await readAs(threeClasses, path, columns);
    return labelsIn(three).join() === 'negative,neutral' ? readAs(twoClasses, path, columns) : three;
  }
  const two = await readAs(twoClasses, path, columns);
  if (two.skipped === 0) return two;
  // Neutral texts among those that were skipped are told apart from rows that cannot be used.
  const three = await readAs(threeClasses, path, columns);
  return labelsIn(three).length === 3 ? three : two;
}

const labelsIn = ({ rows }: EvaluationTexts): Label[] =>
  threeClasses.labels.filter((_, c) => rows.some(({ label }) => label === c));

async function readAs(target: Target, path: string, columns: Columns): Promise<EvaluationTexts> {
  return { target, ...(await readLabelledTexts(path, columns, target)) };
}

/** The negative and positive texts alone, as two classes, for models that are to be asked about the same texts. */
export function withoutNeutral({ target, rows, skipped }: EvaluationTexts): EvaluationTexts {
  if (target.type === 'rating' || target.labels.length === 2) return { target, rows, skipped };
  const polar = rows.flatMap((row) => {
    const label = (twoClasses.labels as readonly Label[]).indexOf(target.labels[row.label] ?? 'neutral');
    return label < 0 ? [] : [{ ...row, label }];
  });
  return { target: twoClasses, rows: polar, skipped: skipped + rows.length - polar.length };
}

/**
 * `1=negative,3=neutral` by the names on the left.
 * @throws TonewatchError CONFIG_INVALID
 */
export function parseClasses(list: string): Record<string, Label> {
  return Object.fromEntries(
    list.split(',').map((pair) => {
      const at = pair.lastIndexOf('=');
      const label = labels.find((each) => each === pair.slice(at + 1).trim());
      if (at < 1 || !label) {
        throw new TonewatchError(
          'CONFIG_INVALID',
          `--classes: expected NAME=${labels.join('|')}, got '${pair}'`,
        );
      }
      return [pair.slice(0, at).trim(), label];
    }),
  );
}
