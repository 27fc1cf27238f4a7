import { largest } from './largest.ts';

/** What a classifier said of each example, beside the truth. */
export interface Judgements {
  readonly classes: number;
  /** True class × classes + predicted class. */
  readonly cells: Uint8Array;
  /** Probability of the predicted class. */
  readonly confidence: Float32Array;
  /** −ln(probability of the true class). */
  readonly losses: Float32Array;
}

/**
 * @param probabilities row-major [examples, classes].
 * @param truth class of each example.
 * @param classes at most 15.
 */
export function judgementsOf(
  probabilities: Float32Array,
  truth: ArrayLike<number>,
  classes: number,
): Judgements {
  const cells = new Uint8Array(truth.length);
  const confidence = new Float32Array(truth.length);
  const losses = new Float32Array(truth.length);
  for (let i = 0; i < truth.length; i++) {
    const row = probabilities.subarray(i * classes, (i + 1) * classes);
    const predicted = largest(row);
    const actual = truth[i] as number;
    cells[i] = actual * classes + predicted;
    confidence[i] = row[predicted] as number;
    losses[i] = -Math.log(Math.max(row[actual] as number, 1e-12));
  }
  return { classes, cells, confidence, losses };
}

/** 1 where the prediction was right. */
export const rightOnes = ({ cells, classes }: Judgements): Uint8Array =>
  cells.map((cell) => (Math.floor(cell / classes) === cell % classes ? 1 : 0));

/** The judgements of some of the examples. */
export const judgementsAt = (
  { classes, cells, confidence, losses }: Judgements,
  at: readonly number[],
): Judgements => ({
  classes,
  cells: Uint8Array.from(at, (i) => cells[i] as number),
  confidence: Float32Array.from(at, (i) => confidence[i] as number),
  losses: Float32Array.from(at, (i) => losses[i] as number),
});
