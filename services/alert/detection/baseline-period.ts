import { DAY, HOUR } from './windows.ts';

/** How much history a baseline is learnt from, and how much before now is left out of it. */
export const HISTORY = 28 * DAY;
export const GAP = 2 * DAY;
const LEAST_GAP = HOUR;
/** From the first day on that begins at this age a baseline is learnt once a day; before, every hour. */
const GROWN_UP = 4 * GAP;

/** The stretch of event time that a baseline is learnt from, and the one that it serves; milliseconds UTC. */
export interface BaselinePeriod {
  readonly from: number;
  readonly to: number;
  readonly validFrom: number;
  readonly validUntil: number;
}

/**
 * The period of the baseline that serves at a moment: 28 days that end two days before the day. A product that is younger than
 * eight days cannot wait so long: its gap is a quarter of its age, an hour at least, so that what happens now does not count
 * as usual yet.
 *
 * @param at, firstMention milliseconds UTC
 * @param stagger milliseconds into the day at which a new day's baseline begins to serve: products spread out over the day
 */
export function baselinePeriod(at: number, firstMention: number, stagger = 0): BaselinePeriod {
  const beginning = (unit: number): number => Math.floor((at - stagger) / unit) * unit + stagger;
  // Of age when its day begins: inside a day it would go back to what was known then, and give up newer history.
  const unit = beginning(DAY) - firstMention >= GROWN_UP ? DAY : HOUR;
  const now = beginning(unit);
  const gap = Math.min(GAP, Math.max(LEAST_GAP, (now - firstMention) / 4));
  const to = Math.floor((now - gap) / HOUR) * HOUR;
  return {
    from: Math.max(firstMention, to - HISTORY),
    to: Math.max(to, firstMention),
    validFrom: now,
    validUntil: now + unit,
  };
}
