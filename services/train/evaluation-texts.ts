import { type Label, labels } from '#shared/avro/mention.ts';
import {
  type Columns,
  type LabelledText,
  readLabelledTexts,
} from '#shared/classifier/dataset/labelled-texts.ts';
import { type Target, threeClasses, twoClasses } from '#shared/classifier/dataset/target.ts';
import type { Output } from '#shared/classifier/model/output.ts';
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
 * @throws TonewatchError INPUT_FILE_UNREADABLE
 */
export async function readEvaluationTexts(
  path: string,
  columns: Columns,
  output: Output,
): Promise<EvaluationTexts> {
  if (output.type === 'rating') {
    try {
      return { target: output, ...(await readLabelledTexts(path, columns, output)) };
    } catch (error) {
      if (!(error instanceof TonewatchError)) throw error;
      return readAs(twoClasses, path, columns);
    }
  }
  if (output.labels.length === 3) {
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
