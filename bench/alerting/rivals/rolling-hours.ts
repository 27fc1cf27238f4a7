import type { CountSeries } from '../../../services/alert/detection/series.ts';

const HOURS = 168;

/** What the rules of others look at, at the end of a bucket: the hour before it, and the seven days before that hour. */
export interface RollingHours {
  readonly buckets: number;
  readonly bucketMinutes: number;
  /** Negative mentions, and all, of the hour that ends when so many buckets are over. */
  negative(at: number): number;
  mentions(at: number): number;
  /** Mean of the 168 hourly counts of negatives before; NaN where there are fewer. */
  weekMean(at: number): number;
  /** Their standard deviation. */
  weekDeviation(at: number): number;
}

/** Running sums of a series, so that every look is a subtraction or two. */
export function rollingHours({ bucketMinutes, mentions, negative }: CountSeries): RollingHours {
  const hour = 60 / bucketMinutes;
  const negativeBefore = before(negative);
  const mentionsBefore = before(mentions);
  const within = (sums: Float64Array, from: number, to: number): number =>
    sums[Math.max(0, to)]! - sums[Math.max(0, from)]!;
  const hourly = (at: number): number => within(negativeBefore, at - hour, at);
  // Sum of squares of the hourly counts at `at`, and one, two, three … hours before.
  const squares = new Float64Array(negativeBefore.length);
  for (let at = hour; at < squares.length; at += 1) squares[at] = squares[at - hour]! + hourly(at) ** 2;
  const known = (at: number): boolean => at - (HOURS + 1) * hour >= 0;
  const mean = (at: number): number =>
    known(at) ? within(negativeBefore, at - (HOURS + 1) * hour, at - hour) / HOURS : NaN;
  return {
    buckets: mentions.length,
    bucketMinutes,
    negative: hourly,
    mentions: (at) => within(mentionsBefore, at - hour, at),
    weekMean: mean,
    weekDeviation: (at) => {
      if (!known(at)) return NaN;
      const square = (squares[at - hour]! - squares[at - (HOURS + 1) * hour]!) / HOURS;
      return Math.sqrt(Math.max(0, ((square - mean(at) ** 2) * HOURS) / (HOURS - 1)));
    },
  };
}

function before(counts: Uint32Array): Float64Array {
  const sums = new Float64Array(counts.length + 1);
  for (let i = 0; i < counts.length; i += 1) sums[i + 1] = sums[i]! + counts[i]!;
  return sums;
}
