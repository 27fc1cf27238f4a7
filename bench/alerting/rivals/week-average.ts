import type { Rival } from './rival.ts';

/** More negatives in the last hour than 150 % of the hourly average of the last seven days. */
export const weekAverage: Rival = {
  name: '150 % of 7-day average',
  holds: (hours, at) => hours.negative(at) > 1.5 * hours.weekMean(at),
};
