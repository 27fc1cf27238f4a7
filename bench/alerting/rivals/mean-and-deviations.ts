import type { Rival } from './rival.ts';

/** More negatives in the last hour than the mean and three standard deviations of the hours of the last seven days. */
export const meanAndDeviations: Rival = {
  name: 'mean + 3 SD',
  holds: (hours, at) => hours.negative(at) > hours.weekMean(at) + 3 * hours.weekDeviation(at),
};
