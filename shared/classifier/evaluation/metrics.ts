/** How good a classifier is on labelled texts. Shares are between 0 and 1. */
export interface Metrics {
  readonly examples: number;
  readonly accuracy: number;
  /** Mean of the recalls of the classes that occur. */
  readonly macroRecall: number;
  /** Mean of the F1 of the classes that occur. */
  readonly macroF1: number;
  /** By class; 0 where a class does not occur. */
  readonly recall: readonly number[];
  readonly precision: readonly number[];
  /** Expected calibration error: how far confidence is from accuracy, over 15 bins. */
  readonly ece: number;
  /** Mean of −ln(probability of the true class). */
  readonly logLoss: number;
  /** [true class][predicted class]: examples. */
  readonly confusion: readonly (readonly number[])[];
}

const BINS = 15;

/**
 * @param probabilities row-major [examples, classes].
 * @param truth class of each example.
 * @param classes how many classes there are.
 */
export function measure(probabilities: Float32Array, truth: ArrayLike<number>, classes: number): Metrics {
  const examples = truth.length;
  const confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  const bins = Array.from({ length: BINS }, () => ({ confidence: 0, right: 0 }));
  let loss = 0;
  for (let i = 0; i < examples; i++) {
    const row = probabilities.subarray(i * classes, (i + 1) * classes);
    const actual = truth[i] as number;
    const predicted = largest(row);
    const counts = confusion[actual] as number[];
    counts[predicted] = (counts[predicted] as number) + 1;
    // Bins are open below and closed above, as in Guo et al. 2017, "On calibration of modern neural networks".
    const confidence = row[predicted] as number;
    const bin = bins[Math.min(BINS - 1, Math.max(0, Math.ceil(confidence * BINS) - 1))];
    if (bin) {
      bin.confidence += confidence;
      bin.right += predicted === actual ? 1 : 0;
    }
    loss -= Math.log(Math.max(row[actual] as number, 1e-12));
  }
  return {
    examples,
    ...ofConfusion(confusion, examples),
    ece: bins.reduce((sum, { confidence, right }) => sum + Math.abs(right - confidence), 0) / examples,
    logLoss: loss / examples,
    confusion,
  };
}

/** Position of the largest; of equals, the first. */
export function largest(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] as number) > (values[best] as number)) best = i;
  return best;
}

function ofConfusion(
  confusion: readonly (readonly number[])[],
  examples: number,
): Pick<Metrics, 'accuracy' | 'macroRecall' | 'macroF1' | 'recall' | 'precision'> {
  const right = confusion.map((row, c) => row[c] ?? 0);
  const actual = confusion.map((row) => sum(row));
  const predicted = confusion.map((_, c) => sum(confusion.map((row) => row[c] ?? 0)));
  const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
  const occurring = actual.flatMap((count, c) => (count > 0 ? [c] : []));
  const recall = right.map((count, c) => share(count, actual[c] ?? 0));
  const precision = right.map((count, c) => share(count, predicted[c] ?? 0));
  const f1 = right.map((count, c) => share(2 * count, (actual[c] ?? 0) + (predicted[c] ?? 0)));
  return {
    accuracy: share(sum(right), examples),
    macroRecall: share(sum(occurring.map((c) => recall[c] ?? 0)), occurring.length),
    macroF1: share(sum(occurring.map((c) => f1[c] ?? 0)), occurring.length),
    recall,
    precision,
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
