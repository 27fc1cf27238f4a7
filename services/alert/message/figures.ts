import type { IncidentFacts } from './facts.ts';

/** How numbers are written in every message, whatever its form. */

/** `1,240`; `1.2e+15` where nobody counts any more. */
export const count = (value: number): string =>
  Math.abs(value) < 1e15 ? Math.round(value).toLocaleString('en-GB') : value.toExponential(1);

/** `1 mention`, `1,240 mentions`. */
export const counted = (value: number, noun: string): string =>
  `${count(value)} ${noun}${value === 1 ? '' : 's'}`;

/** A share as whole per cent; with one decimal near 0 and 1, where whole ones would say too much. */
export const percent = (share: number): string => `${(share * 100).toFixed(decimals(share))} %`;

/** `65–75 %` */
export const percentInterval = ([low, high]: readonly [number, number]): string => {
  const digits = Math.min(decimals(low), decimals(high));
  return `${(low * 100).toFixed(digits)}–${(high * 100).toFixed(digits)} %`;
};

const decimals = (share: number): number =>
  (share > 0 && share < 0.0995) || (share > 0.99 && share < 1) ? 1 : 0;

/** `×3.9`, `×42`; where there was next to nothing before, only that it is much. */
export function multipleOf(value: number): string {
  if (value >= 1_000) return 'over ×1,000';
  return `×${value.toFixed(value < 9.95 ? 1 : 0)}`;
}

/** A number of mentions that is an expectation: one decimal while it is small. */
export const expected = (value: number): string => (value < 9.95 ? value.toFixed(1) : count(value));

const windows = {
  '15m': { last: 'the last 15 minutes', length: '15 minutes' },
  '1h': { last: 'the last hour', length: '1 hour' },
  '6h': { last: 'the last 6 hours', length: '6 hours' },
  '24h': { last: 'the last 24 hours', length: '24 hours' },
} as const;

/** `the last hour` */
export const lastWindow = (window: IncidentFacts['window']): string => windows[window].last;

/** `1 hour` */
export const windowLength = (window: IncidentFacts['window']): string => windows[window].length;

/** `3 h 20 min` between two times (ISO 8601): the two largest units. */
export function duration(from: string, to: string): string {
  const minutes = Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / 60_000));
  const [days, hours, rest] = [Math.floor(minutes / 1_440), Math.floor(minutes / 60) % 24, minutes % 60];
  if (days > 0) return hours > 0 ? `${days} d ${hours} h` : `${days} d`;
  if (hours > 0) return rest > 0 ? `${hours} h ${rest} min` : `${hours} h`;
  return minutes > 0 ? `${minutes} min` : 'under a minute';
}
