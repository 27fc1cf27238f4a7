import type { Interval } from '../evaluation/bootstrap.ts';

/** How figures are written everywhere: in tables, pages and on the terminal. */
export const percent = (share: number, digits = 1): string => `${(share * 100).toFixed(digits)} %`;

/** `70.2–73.1 %` */
export const percentInterval = ([low, high]: Interval): string =>
  `${(low * 100).toFixed(1)}–${(high * 100).toFixed(1)} %`;

export const interval = ([low, high]: Interval, digits = 3): string =>
  `${low.toFixed(digits)}–${high.toFixed(digits)}`;

export const count = (value: number): string => Math.round(value).toLocaleString('en-US');

/** Three digits: how fast something is changes with the weather. */
export const roughly = (value: number): string => Number(value.toPrecision(3)).toLocaleString('en-US');

export const megabytes = (bytes: number): string =>
  `${(bytes / 1e6).toLocaleString('en-US', { maximumFractionDigits: 1 })} MB`;
