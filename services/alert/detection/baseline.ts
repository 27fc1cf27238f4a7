import { HOUR } from './windows.ts';

export const HOURS_OF_WEEK = 168;

/**
 * What is usual for a product, learnt from its history: how often it is mentioned and how much of that is negative at
 * each hour of the week (UTC, hour 0 begins on Thursday at 00:00, as the Unix clock does), and how far both stray.
 */
export interface Baseline {
  /** Expected mentions an hour, `[168]`. */
  readonly rate: Float64Array;
  /** Expected share of negative mentions, `[168]`. */
  readonly share: Float64Array;
  /**
   * By window: intra-class correlation of the share (beta-binomial), what is not known of the share itself included.
   */
  readonly correlation: readonly number[];
  /** By window: dispersion of the number of negative mentions (negative binomial), alike. */
  readonly dispersion: readonly number[];
  /** Hours of history behind it; 0 when there is none. */
  readonly hours: number;
  /** Mentions behind it. */
  readonly mentions: number;
}

/** What a window is expected to hold. */
export interface Expected {
  readonly mentions: number;
  readonly negative: number;
}

const hourOfWeek = (hour: number): number => ((hour % HOURS_OF_WEEK) + HOURS_OF_WEEK) % HOURS_OF_WEEK;

/** The hour of the week at a moment, milliseconds UTC. */
export const hourOfWeekAt = (time: number): number => hourOfWeek(Math.floor(time / HOUR));

/** What the `minutes` before `end` (milliseconds UTC) are expected to hold: the hours that they cover, in their parts. */
export function expectedIn({ rate, share }: Baseline, end: number, minutes: number): Expected {
  const from = end / HOUR - minutes / 60;
  const to = end / HOUR;
  let mentions = 0;
  let negative = 0;
  for (let hour = Math.floor(from); hour < to; hour += 1) {
    const part = Math.min(to, hour + 1) - Math.max(from, hour);
    const at = hourOfWeek(hour);
    const expected = part * (rate[at] ?? 0);
    mentions += expected;
    negative += expected * (share[at] ?? 0);
  }
  return { mentions, negative };
}

/**
 * The usual share of negatives in the window that ends at `end`, hours weighted by their expected mentions; where none
 * are expected, that of the hour at its end.
 */
export function expectedShare(baseline: Baseline, { mentions, negative }: Expected, end: number): number {
  const share = mentions > 0 ? negative / mentions : (baseline.share[hourOfWeekAt(end - 1)] ?? 0);
  return Math.min(Math.max(share, LEAST_SHARE), 1 - LEAST_SHARE);
}

/** No share is certain. */
const LEAST_SHARE = 0.002;
