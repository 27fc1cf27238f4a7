import { interval, type Interval } from './bootstrap.ts';
import { singleStatistics } from './class-statistics.ts';
import type { Measured } from './evaluate-model.ts';
import { ratingStatisticNames } from './rating-metrics.ts';

/** By how much one model is above another in a metric; for ECE, log loss and errors, above is worse. */
export interface Difference {
  readonly metric: (typeof singleStatistics)[number] | (typeof ratingStatisticNames)[number];
  readonly value: number;
  readonly interval: Interval;
  /** Whether 0 lies in the interval: another sample of texts could turn the difference round. */
  readonly noise: boolean;
}

/**
 * The differences of two models measured on the same texts, by a paired bootstrap: each resample holds the same texts
 * for both (Efron and Tibshirani 1993). Undefined where they were measured on different texts or classes.
 */
export function differences(first: Measured, other: Measured): readonly Difference[] | undefined {
  const [a, b] = [first.evaluation, other.evaluation];
  if (a.data !== b.data || a.metrics.examples !== b.metrics.examples) return undefined;
  if (a.type === 'classes' && b.type === 'classes') {
    if (a.labels.join() !== b.labels.join()) return undefined;
    return singleStatistics.map((metric, s) =>
      difference(metric, b.metrics[metric] - a.metrics[metric], first.resamples[s], other.resamples[s]),
    );
  }
  if (a.type === 'rating' && b.type === 'rating') {
    return ratingStatisticNames.map((metric, s) =>
      difference(metric, b.metrics[metric] - a.metrics[metric], first.resamples[s], other.resamples[s]),
    );
  }
  return undefined;
}

function difference(
  metric: Difference['metric'],
  value: number,
  first: Float64Array = new Float64Array(),
  other: Float64Array = new Float64Array(),
): Difference {
  const between = interval(other.map((drawn, i) => drawn - (first[i] ?? NaN)));
  return { metric, value, interval: between, noise: !(between[0] > 0 || between[1] < 0) };
}
