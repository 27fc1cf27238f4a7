import { summed, type SummedSeries } from '../../../services/alert/detection/series.ts';
import { DAY, MINUTE } from '../../../services/alert/detection/windows.ts';

/** A time when more than usual is negative. */
export interface Crisis {
  /** Milliseconds UTC. */
  readonly from: number;
  readonly to: number;
  /** Share of negatives, and how many times as many mentions. */
  readonly share: number;
  readonly volume: number;
}

export interface Story {
  readonly start: number;
  readonly days: number;
  readonly bucketMinutes: number;
  readonly mentionsAnHour: number;
  readonly share: number;
  readonly crises?: readonly Crisis[];
  readonly seed?: number;
}

export interface Bucket {
  readonly time: number;
  readonly mentions: number;
  readonly negative: number;
}

/** Counts with a day's rhythm, the same for the same seed. */
export function buckets({
  start,
  days,
  bucketMinutes,
  mentionsAnHour,
  share,
  crises = [],
  seed = 1,
}: Story): Bucket[] {
  const random = mulberry32(seed);
  return Array.from({ length: (days * 1_440) / bucketMinutes }, (_, i) => {
    const time = start + i * bucketMinutes * MINUTE;
    const crisis = crises.find(({ from, to }) => time >= from && time < to);
    const rhythm = 1 + 0.5 * Math.sin((((time % DAY) / DAY) * 24 - 8) * (Math.PI / 12));
    const mean = ((mentionsAnHour * bucketMinutes) / 60) * rhythm * (crisis?.volume ?? 1);
    const mentions = poisson(mean, random);
    let negative = 0;
    for (let j = 0; j < mentions; j += 1) if (random() < (crisis?.share ?? share)) negative += 1;
    return { time, mentions, negative };
  });
}

export function seriesOf(all: readonly Bucket[], bucketMinutes: number): SummedSeries {
  const mentions = Uint32Array.from(all, (bucket) => bucket.mentions);
  const negative = Uint32Array.from(all, (bucket) => bucket.negative);
  return summed({ start: all[0]!.time, bucketMinutes, mentions, scored: mentions, negative });
}

/** As the command reads it. */
export const csv = (products: Readonly<Record<string, readonly Bucket[]>>): string =>
  [
    'product,time,mentions,negative',
    ...Object.entries(products).flatMap(([product, all]) =>
      all.map(
        ({ time, mentions, negative }) =>
          `${product},${new Date(time).toISOString()},${mentions},${negative}`,
      ),
    ),
    '',
  ].join('\n');

function poisson(mean: number, random: () => number): number {
  let count = -1;
  for (let left = Math.exp(-mean), product = 1; product > left; count += 1) product *= random();
  return Math.max(0, count);
}

function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
