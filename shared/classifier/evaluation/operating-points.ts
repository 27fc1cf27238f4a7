import { judgementsOf } from './judgements.ts';
import { metricsOf } from './metrics.ts';

/** What a classifier would be like with its decisions moved towards rare classes, or away from them. */
export interface OperatingPoint {
  /** Every probability is divided by the share of its class in these texts to this power; 0 is the model as it is. */
  readonly shift: number;
  readonly accuracy: number;
  readonly macroRecall: number;
  readonly macroF1: number;
  readonly ece: number;
}

const STEPS = 10;

/**
 * Macro-recall against accuracy, from a shift of −1 to one of 1. A model trained with a priorCorrection of 0.5 is most
 * accurate near −0.5 and has its best macro-recall near 0.5, where the texts are like those that it was calibrated on.
 * @param probabilities row-major [examples, classes].
 * @param truth class of each example.
 */
export function operatingPoints(
  probabilities: Float32Array,
  truth: ArrayLike<number>,
  classes: number,
): OperatingPoint[] {
  const counts = new Float64Array(classes);
  for (let i = 0; i < truth.length; i++)
    counts[truth[i] as number] = (counts[truth[i] as number] as number) + 1;
  const shares = counts.map((count) => Math.max(count, 1) / truth.length);
  return Array.from({ length: 2 * STEPS + 1 }, (_, step) => {
    const shift = (step - STEPS) / STEPS;
    const factors = shares.map((share) => share ** -shift);
    const moved = new Float32Array(probabilities.length);
    for (let at = 0; at < moved.length; at += classes) {
      let sum = 0;
      for (let c = 0; c < classes; c++) sum += (probabilities[at + c] as number) * (factors[c] as number);
      for (let c = 0; c < classes; c++) {
        moved[at + c] = ((probabilities[at + c] as number) * (factors[c] as number)) / sum;
      }
    }
    const { accuracy, macroRecall, macroF1, ece } = metricsOf(judgementsOf(moved, truth, classes));
    return { shift, accuracy, macroRecall, macroF1, ece };
  });
}
