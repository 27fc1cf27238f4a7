import { expectedIn, expectedShare, type Baseline } from '../../detection/baseline.ts';
import { baselinePeriod } from '../../detection/baseline-period.ts';
import type { SharePrior } from '../../detection/history.ts';
import { learnBaseline } from '../../detection/learn-baseline.ts';
import { between, bucketsOf, historyOf, type SummedSeries } from '../../detection/series.ts';
import { betaBinomialTail } from '../../detection/tails.ts';
import { MINUTE, type WindowIndex } from '../../detection/windows.ts';

/** The windows of a product at one moment, and what was usual then. */
export interface SharePoint {
  /** Where the window ends, milliseconds UTC. */
  readonly at: number;
  /** Share of negatives in it. */
  readonly share: number;
  readonly usual: number;
  /** Where the share lies by chance, 99 times of 100. */
  readonly low: number;
  readonly high: number;
}

/** Fewer mentions have no share worth drawing. */
const LEAST_MENTIONS = 5;
/** On each side of the band. */
const OUTSIDE = 0.005;

/**
 * Rolling share of negatives and what was usual, every `stride` buckets; null where there are fewer than five mentions.
 * The usual share and how far it strays are those of the baseline that served then; the band is the beta-binomial one of so
 * many mentions.
 *
 * @param from, to milliseconds UTC
 */
export function sharePoints(
  series: SummedSeries,
  prior: (at: number) => SharePrior,
  window: WindowIndex,
  { from, to, stride }: { readonly from: number; readonly to: number; readonly stride: number },
): (SharePoint | null)[] {
  const bucket = series.bucketMinutes * MINUTE;
  const length = bucketsOf(series.bucketMinutes)[window] ?? 1;
  const first = Math.max(series.firstBucket, Math.ceil((from - series.start) / bucket));
  const end = Math.min(series.mentions.length, Math.floor((to - series.start) / bucket));
  const baselineAt = baselines(series, prior);
  const points: (SharePoint | null)[] = [];
  for (let last = first + stride; last <= end; last += stride) {
    const begins = Math.max(0, last - length);
    const n = between(series.scoredBefore, begins, last);
    if (n < LEAST_MENTIONS) {
      points.push(null);
      continue;
    }
    const at = series.start + last * bucket;
    const baseline = baselineAt(at);
    const usual = expectedShare(baseline, expectedIn(baseline, at, length * series.bucketMinutes), at);
    const [low, high] = band(n, usual, baseline.correlation[window] ?? 0);
    points.push({ at, share: between(series.negativeBefore, begins, last) / n, usual, low, high });
  }
  return points;
}

/** The baseline that serves at a moment; moments come in order. */
function baselines(series: SummedSeries, prior: (at: number) => SharePrior): (at: number) => Baseline {
  const bucket = series.bucketMinutes * MINUTE;
  const bucketAt = (time: number): number => Math.max(0, Math.ceil((time - series.start) / bucket));
  let served: { readonly baseline: Baseline; readonly until: number } | null = null;
  return (at) => {
    if (served && at < served.until) return served.baseline;
    const period = baselinePeriod(at, series.start + series.firstBucket * bucket);
    const history = historyOf(series, bucketAt(period.from), bucketAt(period.to), () => false);
    const baseline = learnBaseline(history, prior(period.validFrom));
    served = { baseline, until: period.validUntil };
    return baseline;
  };
}

/** Between which shares of n mentions chance stays, 99 times of 100. */
export function band(n: number, mean: number, correlation: number): [low: number, high: number] {
  const high = leastUnlikely(n, mean, correlation);
  const low = n - leastUnlikely(n, 1 - mean, correlation);
  return [low / n, high / n];
}

/** The greatest k that so many of n, or more, are no rarer than OUTSIDE; the mean at least, below which tails say nothing. */
function leastUnlikely(n: number, mean: number, correlation: number): number {
  let [low, high] = [Math.floor(n * mean), n + 1];
  while (high - low > 1) {
    const k = (low + high) >> 1;
    if (betaBinomialTail(k, n, mean, correlation) >= OUTSIDE) low = k;
    else high = k;
  }
  return low;
}
