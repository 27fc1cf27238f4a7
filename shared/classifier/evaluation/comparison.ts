import { type Label, labels as allLabels } from '../../avro/mention.ts';
import { TonewatchError } from '../../errors/tonewatch-error.ts';
import { type Output, outputsOf } from '../model/output.ts';

/** A text with what people said of it. */
export interface Example {
  readonly text: string;
  /** 0 negative, 1 neutral, 2 positive. */
  readonly label: number;
  readonly rating?: number | undefined;
}

/** How the outputs of a model and the labels of a data set are brought together. */
export interface Comparison {
  /** Classes that are compared. */
  readonly labels: readonly Label[];
  /** The examples that have one of them. */
  readonly examples: readonly Example[];
  /** Position in `labels` of each example's class. */
  readonly truth: Uint8Array;
  /** What was left out or read in another way than usual. */
  readonly notes: readonly string[];
}

/**
 * A model that knows no neutral class is asked about negative and positive texts only; a model that does, on texts of
 * which none is neutral, is asked which of the other two is likelier.
 * @throws TonewatchError INPUT_FILE_UNREADABLE when no example has a class that the model knows.
 */
export function compareClasses(output: Output, examples: readonly Example[], data: string): Comparison {
  const known = output.type === 'classes' ? output.labels : (['negative', 'positive'] as const);
  const occurs = allLabels.map((_, c) => examples.some(({ label }) => label === c));
  const twoClasses = known.length === 3 && occurs[0] && !occurs[1] && occurs[2];
  const labels: readonly Label[] = twoClasses ? ['negative', 'positive'] : known;
  const place = allLabels.map((label) => labels.indexOf(label));
  const kept = examples.filter(({ label }) => (place[label] ?? -1) >= 0);
  if (kept.length === 0) {
    throw new TonewatchError(
      'INPUT_FILE_UNREADABLE',
      `${data}: no text has a label that the model knows (${known.join(', ')})`,
    );
  }
  const left = examples.length - kept.length;
  const notes = [
    twoClasses && 'no text here is neutral: negative is compared with positive, the neutral class left out',
    left > 0 && `${left.toLocaleString('en-US')} neutral texts are left out: the model has no such class`,
    output.type === 'rating' &&
      `ratings above ${(output.lowest + output.highest) / 2} count as positive; their share of the scale as probability`,
  ].filter((note) => note !== false && note !== undefined);
  const truth = Uint8Array.from(kept, ({ label }) => place[label] ?? 0);
  return { labels, examples: kept, truth, notes };
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
  const examples = scores.length / width;
  const probabilities = new Float32Array(examples * labels.length);
  const columns = output.type === 'classes' ? labels.map((label) => indexIn(output.labels, label)) : [];
  for (let i = 0; i < examples; i++) {
    const row = scores.subarray(i * width, (i + 1) * width);
    if (output.type === 'rating') {
      const share = ((row[0] as number) - output.lowest) / (output.highest - output.lowest);
      probabilities.set([1 - share, share], i * 2);
      continue;
    }
    const total = columns.reduce((sum, column) => sum + (row[column] ?? 0), 0);
    for (const [c, column] of columns.entries()) {
      probabilities[i * labels.length + c] = total > 0 ? (row[column] ?? 0) / total : 1 / labels.length;
    }
  }
  return probabilities;
}

const indexIn = (labels: readonly Label[], label: Label): number => labels.indexOf(label);
