import type { Label } from '../../avro/mention.ts';
import { bootstrap, interval, type Interval, type Resamples, unbiasedInterval } from './bootstrap.ts';
import { classStatistics, singleStatistics } from './class-statistics.ts';
import type { ClassIntervals, ClassResult, RatingResult } from './evaluation.ts';
import { type Judgements, rightOnes } from './judgements.ts';
import { metricsOf } from './metrics.ts';
import { byRating, measureRatings, ratingStatistics } from './rating-metrics.ts';
import { BINS, reliability } from './reliability.ts';

const none: Interval = [NaN, NaN];

/** Metrics, intervals and reliability of what a classifier said. */
export function classResult(
  judgements: Judgements,
  labels: readonly Label[],
): { result: ClassResult; resamples: Resamples } {
  const resamples = bootstrap(classStatistics(judgements));
  const metrics = metricsOf(judgements);
  const result: ClassResult = {
    type: 'classes',
    labels,
    metrics,
    intervals: classIntervals(resamples, metrics.ece, labels.length),
    reliability: reliability(judgements.confidence, rightOnes(judgements)).map((bin, i) => {
      const drawn = resamples[resamples.length - BINS + i];
      return drawn && bin.examples > 0 ? { ...bin, interval: interval(drawn) } : bin;
    }),
  };
  return { result, resamples };
}

/** The order is that of classStatistics. */
function classIntervals(resamples: Resamples, measuredEce: number, classes: number): ClassIntervals {
  const [accuracy = none, macroRecall = none, macroF1 = none, , logLoss = none, ...byClass] =
    resamples.map(interval);
  const drawnEce = resamples[singleStatistics.indexOf('ece')];
  const ece = drawnEce ? unbiasedInterval(drawnEce, measuredEce) : none;
  const [recall, precision] = [byClass.slice(0, classes), byClass.slice(classes, 2 * classes)];
  return { accuracy, macroRecall, macroF1, ece, logLoss, recall, precision };
}

/** Metrics and intervals of the ratings that a model gave. */
export function ratingResult(
  predicted: ArrayLike<number>,
  truth: ArrayLike<number>,
): { result: RatingResult; resamples: Resamples } {
  const resamples = bootstrap(ratingStatistics(predicted, truth));
  const [r2 = none, rmse = none, mae = none] = resamples.map(interval);
  const result: RatingResult = {
    type: 'rating',
    metrics: measureRatings(predicted, truth),
    intervals: { r2, rmse, mae },
    byRating: byRating(predicted, truth),
  };
  return { result, resamples };
}
