import { type Judgements, judgementsOf, rightOnes } from './judgements.ts';
import { reliability } from './reliability.ts';

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

/**
 * @param probabilities row-major [examples, classes].
 * @param truth class of each example.
 * @param classes how many classes there are.
 */
export const measure = (probabilities: Float32Array, truth: ArrayLike<number>, classes: number): Metrics =>
  metricsOf(judgementsOf(probabilities, truth, classes));

export function metricsOf(judgements: Judgements): Metrics {
  const { classes, cells, confidence, losses } = judgements;
  const examples = cells.length;
  const confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (const cell of cells) {
    const counts = confusion[Math.floor(cell / classes)] as number[];
    counts[cell % classes] = (counts[cell % classes] as number) + 1;
  }
  const bins = reliability(confidence, rightOnes(judgements));
  return {
    examples,
    ...shares(confusion),
    ece: sum(bins.map((bin) => bin.examples * Math.abs(bin.accuracy - bin.confidence))) / examples,
    logLoss: losses.reduce((total, loss) => total + loss, 0) / examples,
    confusion,
  };
}

export type Shares = Pick<Metrics, 'accuracy' | 'macroRecall' | 'macroF1' | 'recall' | 'precision'>;

/** @param confusion [true class][predicted class]: examples. */
export function shares(confusion: readonly (readonly number[])[]): Shares {
  const right = confusion.map((row, c) => row[c] ?? 0);
  const actual = confusion.map((row) => sum(row));
  const predicted = confusion.map((_, c) => sum(confusion.map((row) => row[c] ?? 0)));
  const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
  const occurring = actual.flatMap((count, c) => (count > 0 ? [c] : []));
  const recall = right.map((count, c) => share(count, actual[c] ?? 0));
  const precision = right.map((count, c) => share(count, predicted[c] ?? 0));
  const f1 = right.map((count, c) => share(2 * count, (actual[c] ?? 0) + (predicted[c] ?? 0)));
  return {
    accuracy: share(sum(right), sum(actual)),
    macroRecall: share(sum(occurring.map((c) => recall[c] ?? 0)), occurring.length),
    macroF1: share(sum(occurring.map((c) => f1[c] ?? 0)), occurring.length),
    recall,
    precision,
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
