import type { Label } from '../../avro/mention.ts';
import type { LabelledText } from '../dataset/labelled-text.ts';
import type { Target } from '../dataset/target.ts';
import { TonewatchError } from '../../errors/tonewatch-error.ts';
import { type Output, outputsOf } from '../model/output.ts';

/** How the classes of a model and those of a data set are brought together. */
export interface Comparison {
  /** Classes that are compared. */
  readonly labels: readonly Label[];
  /** The texts that have one of them. */
  readonly examples: readonly LabelledText[];
  /** Position in `labels` of each example's class. */
  readonly truth: Uint8Array;
  /** What was left out or read in another way than usual. */
  readonly notes: readonly string[];
}

/**
 * A model that knows no neutral class is asked about negative and positive texts only; a model that does, on texts of
 * which none is neutral, is asked which of the other two is likelier.
 * @param target whose classes the labels of the examples are.
 * @throws TonewatchError INPUT_FILE_UNREADABLE when no example has a class that the model knows.
 */
export function compareClasses(
  output: Output,
  target: Extract<Target, { type: 'classes' }>,
  examples: readonly LabelledText[],
  data: string,
): Comparison {
  const known: readonly Label[] = output.type === 'classes' ? output.labels : ['negative', 'positive'];
  const occurring = new Set(examples.map(({ label }) => target.labels[label]));
  const unasked = known.length === 3 && !occurring.has('neutral') && occurring.size === 2;
  const labels: readonly Label[] = unasked ? ['negative', 'positive'] : known;
  const place = target.labels.map((label) => labels.indexOf(label));
  const kept = examples.filter(({ label }) => (place[label] ?? -1) >= 0);
  if (kept.length === 0) {
    throw new TonewatchError(
      'INPUT_FILE_UNREADABLE',
      `${data}: no text has a label that the model knows (${known.join(', ')})`,
    );
  }
  const left = examples.length - kept.length;
  const notes = [
    unasked &&
      'no text here is neutral, so negative is compared with positive and the neutral class left out',
    left > 0 && `${left.toLocaleString('en-US')} neutral texts are left out: the model has no such class`,
    output.type === 'rating' &&
      `ratings above ${(output.lowest + output.highest) / 2} count as positive, their share of the scale as probability`,
  ].filter((note) => note !== false);
  return { labels, examples: kept, truth: Uint8Array.from(kept, ({ label }) => place[label] ?? 0), notes };
}

/**
 * What a model said, as probabilities of the classes that are compared, row-major [examples, labels].
 * @param scores of the backend, row-major [examples, outputsOf(output)].
 */
export function comparedProbabilities(
  output: Output,
  scores: Float32Array,
  labels: readonly Label[],
): Float32Array {
  const width = outputsOf(output);
  const probabilities = new Float32Array((scores.length / width) * labels.length);
  const names: readonly Label[] = output.type === 'classes' ? output.labels : [];
  const columns = labels.map((label) => names.indexOf(label));
  for (let from = 0, to = 0; from < scores.length; from += width, to += labels.length) {
    if (output.type === 'rating') {
      const share = ((scores[from] as number) - output.lowest) / (output.highest - output.lowest);
      probabilities.set([1 - share, share], to);
      continue;
    }
    const total = columns.reduce((sum, column) => sum + (scores[from + column] ?? 0), 0);
    for (const [c, column] of columns.entries()) {
      probabilities[to + c] = total > 0 ? (scores[from + column] ?? 0) / total : 1 / labels.length;
    }
  }
  return probabilities;
}
