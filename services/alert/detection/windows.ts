/** The stretches of event time that are tested, shortest first, in minutes. */
export const windows = [
  { name: '15m', minutes: 15 },
  { name: '1h', minutes: 60 },
  { name: '6h', minutes: 360 },
  { name: '24h', minutes: 1_440 },
] as const;
export type WindowName = (typeof windows)[number]['name'];

/** Place of a window in `windows`, and in every array that has an entry for each window. */
export type WindowIndex = 0 | 1 | 2 | 3;
export const windowIndexes: readonly WindowIndex[] = [0, 1, 2, 3];

/** A surge is looked for in windows up to six hours: over a day, volume follows the news of the day. */
export const surgeWindows: readonly WindowIndex[] = [0, 1, 2];

/** Milliseconds. */
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Length of a window, milliseconds. */
export const lengthOf = (window: WindowIndex): number => windows[window].minutes * MINUTE;
