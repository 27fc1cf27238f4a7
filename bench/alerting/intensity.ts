import type { Random } from '#shared/classifier/training/random.ts';
import type { CountSeries } from '../../services/alert/detection/series.ts';
import { poisson } from './draws.ts';

/** What is to be expected of each minute of a product. */
export interface Intensity {
  /** Milliseconds UTC, at an hour. */
  readonly start: number;
  /** Expected mentions of the minute. */
  readonly rate: Float64Array;
  /** Share of them that is called negative. */
  readonly share: Float64Array;
}

/** Counts by minute with the intensity that they were drawn from. */
export interface Drawn {
  readonly intensity: Intensity;
  readonly counts: CountSeries;
}

/** Draws every minute: Poisson many mentions, binomially many of them negative (so both parts are Poisson counts). */
export function draw(intensity: Intensity, random: Random): Drawn {
  const { start, rate, share } = intensity;
  const mentions = new Uint32Array(rate.length);
  const negative = new Uint32Array(rate.length);
  for (let i = 0; i < rate.length; i += 1) redrawMinute(mentions, negative, i, rate[i]!, share[i]!, random);
  return { intensity, counts: { start, bucketMinutes: 1, mentions, scored: mentions, negative } };
}

/** Draws one minute anew. */
export function redrawMinute(
  mentions: Uint32Array,
  negative: Uint32Array,
  minute: number,
  rate: number,
  share: number,
  random: Random,
): void {
  const k = poisson(random, rate * share);
  negative[minute] = k;
  mentions[minute] = k + poisson(random, rate * (1 - share));
}

/** The same counts in buckets of so many minutes; what does not fill one is left out. */
export function inBuckets(counts: CountSeries, bucketMinutes: number): CountSeries {
  if (bucketMinutes === 1) return counts;
  const sums = (minutes: Uint32Array): Uint32Array =>
    new Uint32Array(Math.floor(minutes.length / bucketMinutes)).map((_, bucket) => {
      let sum = 0;
      for (let i = bucket * bucketMinutes; i < (bucket + 1) * bucketMinutes; i += 1) sum += minutes[i]!;
      return sum;
    });
  const mentions = sums(counts.mentions);
  const scored = counts.scored === counts.mentions ? mentions : sums(counts.scored);
  return { start: counts.start, bucketMinutes, mentions, scored, negative: sums(counts.negative) };
}
