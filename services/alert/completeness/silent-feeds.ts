import { DAY, HOUR, MINUTE } from '../detection/windows.ts';
import type { Activity } from './activity.ts';
import type { CountsOverTime, Quiet } from './counts-over-time.ts';
import { usualActivity } from './usual-activity.ts';

/** What is usual is learnt from so much before now. */
export const LEARNT_FROM = 7 * DAY;
const LEAST_HISTORY = 3 * HOUR;
const LEAST_SILENCE = 10 * MINUTE;
/** Chance leaves out so many arrivals once in 160,000 times: e^-12. */
const LEAST_MISSED = 12;
const BEYOND_LONGEST = 1.5;
const RETIRED_AFTER = DAY;

/** A feed that brought records and brings none any more. */
export interface SilentFeed {
  readonly topic: string;
  /** First sample of the silence, milliseconds UTC. */
  readonly since: number;
  readonly minutes: number;
  /** Silent for more than a day: nobody waits for it any more. */
  readonly retired: boolean;
}

/**
 * Feeds that are silent, and not by chance, at `now` (milliseconds UTC): for at least ten minutes, for longer than one and
 * a half times their longest silence of the last seven days, and for so long that twelve arrivals are missing by what is
 * usual at these hours.
 */
export function silentFeeds(activity: Activity, now: number): SilentFeed[] {
  return activity.feeds().flatMap(([topic, counts]) => {
    const silence = counts.stretches.at(-1);
    if (!silence || !isUnusual(silence, counts, now)) return [];
    const length = silence.to - silence.from;
    const retired = length > RETIRED_AFTER;
    return [{ topic, since: silence.from, minutes: Math.floor(length / MINUTE), retired }];
  });
}

function isUnusual(silence: Quiet, { stretches }: CountsOverTime, now: number): boolean {
  const length = silence.to - silence.from;
  if (length < LEAST_SILENCE) return false;
  const start = Math.floor((now - LEARNT_FROM) / HOUR) * HOUR;
  const earlier = stretches.slice(0, -1).filter(({ to }) => to > start);
  const longest = earlier.reduce((most, { from, to }) => Math.max(most, to - from), 0);
  if (length <= BEYOND_LONGEST * longest) return false;
  const usual = usualActivity(stretches, start, silence.from);
  if (usual.sampled < LEAST_HISTORY) return false;
  const expected = usual.expected(silence.from, silence.to);
  const unsure = Math.max(length, DAY) / usual.sampled;
  return arrivals(expected, usual.dispersion) * logRatio(unsure) >= LEAST_MISSED;
}

/**
 * Of counts with this mean and dispersion (variance by mean) the number of independent arrivals, each of which brings one
 * or more: a negative binomial count is a Poisson number of batches of logarithmic size, and there are m·ln φ / (φ - 1) of
 * them (M. H. Quenouille, A relation between the logarithmic, Poisson, and negative binomial series, Biometrics 5(2), 1949).
 */
const arrivals = (mean: number, dispersion: number): number => mean * logRatio(dispersion - 1);

/**
 * ln(1 + x) / x. With x the time to be judged by the time that was learnt from it is also what is left of expected arrivals
 * when their rate is only estimated: nothing comes in t after N in T with the chance (T / (T + t))^N, from the gamma
 * distribution of the rate.
 */
const logRatio = (x: number): number => (x < 1e-6 ? 1 : Math.log1p(x) / x);
