import { DAY, HOUR } from './windows.ts';

/** How much history a baseline is learnt from, and how much before now is left out of it. */
export const HISTORY = 28 * DAY;
export const GAP = 2 * DAY;
const LEAST_GAP = HOUR;
/** From this age on a baseline is learnt once a day; before, every hour. */
const GROWN_UP = 4 * GAP;

/** The stretch of event time that a baseline is learnt from, milliseconds UTC; and the end of the stretch that it serves. */
export interface BaselinePeriod {
  readonly from: number;
  readonly to: number;
  readonly validUntil: number;
}

/**
 * The period of the baseline that serves at a moment: 28 days that end two days before the day. A product that is younger than
 * eight days cannot wait so long: its gap is a quarter of its age, an hour at least, so that what happens now does not count
 * as usual yet.
 *
 * @param at, firstMention milliseconds UTC
 */
export function baselinePeriod(at: number, firstMention: number): BaselinePeriod {
  const age = at - firstMention;
  const unit = age >= GROWN_UP ? DAY : HOUR;
  const now = Math.floor(at / unit) * unit;
  const gap = Math.min(GAP, Math.max(LEAST_GAP, (now - firstMention) / 4));
  const to = Math.floor((now - gap) / HOUR) * HOUR;
  return {
    from: Math.max(firstMention, to - HISTORY),
    to: Math.max(to, firstMention),
    validUntil: now + unit,
  };
}
