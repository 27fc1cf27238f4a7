import type { Interval } from '#shared/classifier/evaluation/bootstrap.ts';
import { wilsonInterval } from '../../services/alert/facts/wilson-interval.ts';
import { poissonInterval, quantile, quantileInterval } from './intervals.ts';

/** How results are written: a value, and its 95 % interval in brackets. */

/** Events a week, e.g. `0.02 (0.01–0.04)`. */
export function perWeek(count: number, weeks: number): string {
  const [low, high] = poissonInterval(count);
  return `${small(count / weeks)} (${small(low / weeks)}–${small(high / weeks)})`;
}

/** e.g. `198 of 200 (96–100 %)`. */
export function foundOf(delays: readonly number[]): string {
  const found = foundIn(delays);
  const [low, high] = wilsonInterval(found, delays.length);
  return `${found} of ${delays.length} (${Math.round(low * 100)}–${Math.round(high * 100)} %)`;
}

export const foundIn = (delays: readonly number[]): number => delays.filter(Number.isFinite).length;

/** Minutes that a share of all crises were found in, e.g. `15 (14–16)`; `–` where fewer were found at all. */
export function delayOf(delays: readonly number[], share: number): string {
  const value = quantile(delays, share);
  return Number.isFinite(value) ? `${value} (${bounds(quantileInterval(delays, share))})` : '–';
}

const bounds = (interval: Interval): string =>
  interval.map((bound) => (Number.isFinite(bound) ? String(Math.round(bound)) : '∞')).join('–');

/** Two digits that say something. */
export const small = (value: number): string =>
  value >= 10 ? value.toFixed(1) : value >= 1 ? value.toFixed(2) : String(Number(value.toPrecision(2)));
