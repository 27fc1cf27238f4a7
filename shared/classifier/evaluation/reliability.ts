import type { Interval } from './bootstrap.ts';

/** Bins of confidence over (0, 1], of equal width. */
export const BINS = 15;

/** The examples whose predicted class got a probability in (from, to]. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly examples: number;
  /** Mean probability of the predicted class; 0 where there are no examples. */
  readonly confidence: number;
  /** Share of them that is right; 0 where there are no examples. */
  readonly accuracy: number;
  /** Of the accuracy; only where it was resampled and there are examples. */
  readonly interval?: Interval;
}

/** Bins are open below and closed above, as in Guo et al. 2017, "On calibration of modern neural networks". */
export const binOf = (confidence: number): number =>
  Math.min(BINS - 1, Math.max(0, Math.ceil(confidence * BINS) - 1));

/**
 * What a reliability diagram shows: in each bin how sure the model was and how often it was right.
 * @param confidence of the predicted class, by example.
 * @param right 1 where the prediction was right, by example.
 */
export function reliability(
  confidence: ArrayLike<number>,
  right: ArrayLike<number>,
): readonly ReliabilityBin[] {
  const examples = new Float64Array(BINS);
  const sure = new Float64Array(BINS);
  const correct = new Float64Array(BINS);
  for (let i = 0; i < confidence.length; i++) {
    const bin = binOf(confidence[i] as number);
    examples[bin] = (examples[bin] as number) + 1;
    sure[bin] = (sure[bin] as number) + (confidence[i] as number);
    correct[bin] = (correct[bin] as number) + (right[i] as number);
  }
  return Array.from(examples, (count, bin) => ({
    from: bin / BINS,
    to: (bin + 1) / BINS,
    examples: count,
    confidence: count === 0 ? 0 : (sure[bin] as number) / count,
    accuracy: count === 0 ? 0 : (correct[bin] as number) / count,
  }));
}
