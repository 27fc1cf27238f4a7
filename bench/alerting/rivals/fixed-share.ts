import type { Rival } from './rival.ts';

/** More than 30 % of the mentions of the last hour are negative, of ten at least. */
export const fixedShare: Rival = {
  name: 'over 30 % negative',
  holds: (hours, at) => hours.mentions(at) >= 10 && hours.negative(at) > 0.3 * hours.mentions(at),
};
