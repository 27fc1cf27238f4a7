import type { Random } from '#shared/classifier/training/random.ts';
import type { CountSeries } from '../../services/alert/detection/series.ts';
import { observedShare, trueShare } from './classifier-view.ts';
import { redrawMinute, type Drawn } from './intensity.ts';

/** What is injected into an ordinary series. */
export interface Crisis {
  readonly name: string;
  /** Times the usual volume. */
  readonly volume: number;
  /** True share of negatives while it lasts, or what is added to it. */
  readonly share: { readonly to: number } | { readonly by: number };
  readonly minutes: number;
  /** From as usual to its full size; 0 where it is sharp. */
  readonly rampMinutes: number;
}

/** A baseline takes 28 days that end 2 days before; no more history than that is carried along. */
const HISTORY_MINUTES = 31 * 1_440;

export interface Injected {
  readonly counts: CountSeries;
  /** Milliseconds UTC. */
  readonly onset: number;
  readonly end: number;
}

/**
 * The stretch of a series around a crisis, its minutes drawn anew with the crisis in them.
 *
 * @param onset the minute of the series in which it begins
 * @param after minutes that are kept after its end
 */
export function inject(
  { counts, intensity }: Drawn,
  crisis: Crisis,
  onset: number,
  after: number,
  random: Random,
): Injected {
  const from = Math.floor(Math.max(0, onset - HISTORY_MINUTES) / 60) * 60;
  const to = onset + crisis.minutes + after;
  const mentions = counts.mentions.slice(from, to);
  const negative = counts.negative.slice(from, to);
  for (let i = 0; i < crisis.minutes; i += 1) {
    const minute = onset + i;
    const grown = crisis.rampMinutes > 0 ? Math.min(1, (i + 0.5) / crisis.rampMinutes) : 1;
    const usual = trueShare(intensity.share[minute]!);
    const full = 'to' in crisis.share ? crisis.share.to : usual + crisis.share.by;
    const share = observedShare(usual + grown * (full - usual));
    const rate = intensity.rate[minute]! * (1 + grown * (crisis.volume - 1));
    redrawMinute(mentions, negative, minute - from, rate, share, random);
  }
  const start = counts.start + from * 60_000;
  return {
    counts: { start, bucketMinutes: 1, mentions, scored: mentions, negative },
    onset: counts.start + onset * 60_000,
    end: counts.start + (onset + crisis.minutes) * 60_000,
  };
}

const half = { to: 0.5 };
const named = (volume: number, rampMinutes: number): Crisis => ({
  name: `×${volume}, half negative, ${rampMinutes > 0 ? `${rampMinutes} min ramp` : 'sharp'}`,
  volume,
  share: half,
  minutes: 360,
  rampMinutes,
});

/** The ones of the claims. */
export const headline: readonly Crisis[] = [named(3, 0), named(3, 30)];
/** Smaller and larger ones. */
export const volumes: readonly Crisis[] = [named(1.5, 0), named(2, 0), named(5, 0)];
/** The tone alone changes. */
export const tones: readonly Crisis[] = [0.1, 0.2, 0.35].flatMap((by) =>
  [1, 3, 6, 24].map((hours) => ({
    name: `share +${by * 100} points, ${hours} h`,
    volume: 1,
    share: { by },
    minutes: hours * 60,
    rampMinutes: 0,
  })),
);
