import type { History } from './history.ts';
import { MINUTE, windows } from './windows.ts';

/** Counts of one product by buckets of event time, without gaps, oldest first. */
export interface CountSeries {
  /** Where the first bucket begins, milliseconds UTC. */
  readonly start: number;
  /** 1 to 60. */
  readonly bucketMinutes: number;
  /** Counted mentions by bucket, whatever the model. */
  readonly mentions: Uint32Array;
  /** Of these, the ones that the model in question scored; the same array where there is only one. */
  readonly scored: Uint32Array;
  /** Of these, the negative ones. */
  readonly negative: Uint32Array;
}

/** A series with running sums, so that any stretch of it is one subtraction. */
export interface SummedSeries extends CountSeries {
  /** `[buckets + 1]`: the sum of all buckets before. */
  readonly mentionsBefore: Float64Array;
  readonly scoredBefore: Float64Array;
  readonly negativeBefore: Float64Array;
  /** The first bucket with a mention; the number of buckets where there is none. */
  readonly firstBucket: number;
}

export function summed(series: CountSeries): SummedSeries {
  const first = series.mentions.findIndex((count) => count > 0);
  const mentionsBefore = runningSums(series.mentions);
  return {
    ...series,
    mentionsBefore,
    scoredBefore: series.scored === series.mentions ? mentionsBefore : runningSums(series.scored),
    negativeBefore: runningSums(series.negative),
    firstBucket: first < 0 ? series.mentions.length : first,
  };
}

function runningSums(counts: Uint32Array): Float64Array {
  const sums = new Float64Array(counts.length + 1);
  for (let i = 0; i < counts.length; i += 1) sums[i + 1] = (sums[i] ?? 0) + (counts[i] ?? 0);
  return sums;
}

/**
 * How many buckets each window takes: as nearly as whole buckets can. 0 for windows shorter than a bucket: they cannot be
 * told apart.
 */
export const bucketsOf = (bucketMinutes: number): number[] =>
  windows.map(({ minutes }) => (minutes < bucketMinutes ? 0 : Math.round(minutes / bucketMinutes)));

/** A baseline is learnt from tiles of a quarter of an hour, or of a bucket where that is longer. */
export const bucketsInTile = (bucketMinutes: number): number => Math.max(1, Math.round(15 / bucketMinutes));

/** The stretch of a series from one bucket to before another as tiles; a tile that is cut off at the end is left out. */
export function historyOf(
  series: SummedSeries,
  from: number,
  to: number,
  isExcluded: (from: number, to: number) => boolean,
): History {
  const each = bucketsInTile(series.bucketMinutes);
  const tiles = Math.max(0, Math.floor((to - from) / each));
  const mentions = new Float64Array(tiles);
  const scored = new Float64Array(tiles);
  const negative = new Float64Array(tiles);
  const excluded = new Uint8Array(tiles);
  const tileMinutes = each * series.bucketMinutes;
  const start = series.start + from * series.bucketMinutes * MINUTE;
  for (let tile = 0; tile < tiles; tile += 1) {
    const first = from + tile * each;
    mentions[tile] = between(series.mentionsBefore, first, first + each);
    scored[tile] = between(series.scoredBefore, first, first + each);
    negative[tile] = between(series.negativeBefore, first, first + each);
    const begins = start + tile * tileMinutes * MINUTE;
    excluded[tile] = isExcluded(begins, begins + tileMinutes * MINUTE) ? 1 : 0;
  }
  return { start, tileMinutes, mentions, scored, negative, excluded };
}

/** The sum of the buckets from one to before another. */
export const between = (before: Float64Array, from: number, to: number): number =>
  (before[to] ?? 0) - (before[from] ?? 0);
