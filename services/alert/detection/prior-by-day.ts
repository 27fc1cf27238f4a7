import type { SharePrior } from './history.ts';
import { ownerPrior, type ProductSums } from './owner-prior.ts';
import { between, type SummedSeries } from './series.ts';
import { DAY, MINUTE } from './windows.ts';

/** Whole days of history behind a prior, and how many days before the day of now they end. */
const DAYS = 28;
const GAP_DAYS = 1;
/** So long before a moment what its prior is made of may begin, milliseconds. */
export const PRIOR_REACH = (DAYS + GAP_DAYS) * DAY;

/**
 * What the owner's products say of the share of a new one at a moment: `ownerPrior` of their counts in the 28 days that end a
 * day before the day (UTC) of that moment. Worked out once a day.
 *
 * @param sumsBetween the counts of each product between two midnights, milliseconds UTC
 * @returns the prior at a moment, milliseconds UTC
 */
export function dailyPrior(
  sumsBetween: (from: number, to: number) => Iterable<ProductSums>,
): (at: number) => SharePrior {
  const known = new Map<number, SharePrior>();
  return (at) => {
    const to = (Math.floor(at / DAY) - GAP_DAYS) * DAY;
    let prior = known.get(to);
    if (!prior) known.set(to, (prior = ownerPrior(sumsBetween(to - DAYS * DAY, to))));
    return prior;
  };
}

/** The same of the owner's products, a series each. */
export const priorByDay = (series: readonly SummedSeries[]): ((at: number) => SharePrior) =>
  dailyPrior((from, to) => series.map((each) => sumsIn(each, from, to)));

/** Scored mentions of the buckets that begin in a stretch of time. */
function sumsIn(series: SummedSeries, from: number, to: number): ProductSums {
  const bucketAt = (time: number): number => {
    const bucket = Math.ceil((time - series.start) / (series.bucketMinutes * MINUTE));
    return Math.min(series.mentions.length, Math.max(0, bucket));
  };
  const [first, end] = [bucketAt(from), bucketAt(to)];
  return {
    mentions: between(series.scoredBefore, first, end),
    negative: between(series.negativeBefore, first, end),
  };
}
