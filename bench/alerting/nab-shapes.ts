import type { Random } from '#shared/classifier/training/random.ts';
import { binomial } from './draws.ts';
import { draw, type Drawn, type Intensity } from './intensity.ts';
import { NAB_MINUTES, type NabFile } from './nab-files.ts';
import { wanderingShare } from './worlds.ts';

const WEEK_ROWS = (7 * 1_440) / NAB_MINUTES;
/** So much before and after a labelled anomaly is left out with it: 6 hours. */
const MARGIN_ROWS = 72;
/** A true rate is not known from counts; their mean around a row stands for it: of an hour at least, a day at most, and 30 tweets. */
const HALF_HOUR_ROWS = 6;
const HALF_DAY_ROWS = 144;
const ENOUGH_TWEETS = 30;
/** More than that and the noise of small counts would be seen as bursts. */
const MOST_MAGNIFIED = 10;
/** Eight weeks of share are enough for every file; they are cut to its length. */
const SHARE_WEEKS = 8;

/** The counts of a file with its labelled anomalies replaced by the same hours of another week; whole hours only. */
export function cleanCounts({ counts, windows }: NabFile): Float64Array {
  const bad = new Uint8Array(counts.length);
  for (const [first, last] of windows) bad.fill(1, Math.max(0, first - MARGIN_ROWS), last + MARGIN_ROWS + 1);
  const rows = counts.length - (counts.length % 12);
  return new Float64Array(rows).map((_, row) => {
    for (let weeks = 0; weeks < 8; weeks += 1)
      for (const at of [row - weeks * WEEK_ROWS, row + weeks * WEEK_ROWS])
        if (at >= 0 && at < counts.length && bad[at] === 0) return counts[at]!;
    throw new Error('An hour of the week is labelled in every week');
  });
}

/** The files that can be brought to a rate: none is magnified more than tenfold. */
export const shapesFor = (shapes: readonly Float64Array[], hourly: number): Float64Array[] =>
  shapes.filter((shape) => factorOf(shape, hourly) <= MOST_MAGNIFIED);

const factorOf = (shape: Float64Array, hourly: number): number =>
  ((hourly / 60) * NAB_MINUTES * shape.length) / shape.reduce((sum, count) => sum + count, 0);

/**
 * World (c): a real volume at another rate. Downwards the counts are thinned (every tweet is kept with the same chance), which
 * keeps every burst; upwards counts are drawn around a moving mean, since the noise of small counts must not be multiplied.
 * The share of negatives is that of world (b).
 *
 * @param clean counts every 5 minutes, of `cleanCounts`
 */
export function nabSeries(clean: Float64Array, start: number, hourly: number, random: Random): Drawn {
  const factor = factorOf(clean, hourly);
  const smooth = movingMeans(clean);
  const minutes = clean.length * NAB_MINUTES;
  const rate = new Float64Array(minutes).map(
    (_, minute) => (smooth[Math.floor(minute / NAB_MINUTES)]! * factor) / NAB_MINUTES,
  );
  const share = wanderingShare(SHARE_WEEKS, random).subarray(0, minutes);
  const intensity: Intensity = { start, rate, share };
  return factor > 1 ? draw(intensity, random) : thinned(clean, factor, intensity, random);
}

function thinned(clean: Float64Array, keep: number, intensity: Intensity, random: Random): Drawn {
  const mentions = new Uint32Array(intensity.rate.length);
  const negative = new Uint32Array(intensity.rate.length);
  clean.forEach((count, row) => {
    for (let kept = binomial(random, count, keep); kept > 0; kept -= 1) {
      const minute = row * NAB_MINUTES + Math.floor(random.next() * NAB_MINUTES);
      mentions[minute]! += 1;
      if (random.next() < intensity.share[minute]!) negative[minute]! += 1;
    }
  });
  return {
    intensity,
    counts: { start: intensity.start, bucketMinutes: 1, mentions, scored: mentions, negative },
  };
}

function movingMeans(counts: Float64Array): Float64Array {
  const before = new Float64Array(counts.length + 1);
  counts.forEach((count, row) => (before[row + 1] = before[row]! + count));
  return counts.map((_, row) => {
    for (let half = HALF_HOUR_ROWS; ; half += HALF_HOUR_ROWS) {
      const from = Math.max(0, row - half);
      const to = Math.min(counts.length, row + half + 1);
      const tweets = before[to]! - before[from]!;
      if (tweets >= ENOUGH_TWEETS || half >= HALF_DAY_ROWS) return tweets / (to - from);
    }
  });
}
