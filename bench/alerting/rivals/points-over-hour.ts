import type { Rival } from './rival.ts';

/** The share of negatives of the last hour is five points above that of the hour before, both of ten mentions at least. */
export const pointsOverHour: Rival = {
  name: '+5 points over previous hour',
  holds: (hours, at) => {
    const earlier = at - 60 / hours.bucketMinutes;
    const [now, then] = [hours.mentions(at), hours.mentions(earlier)];
    return now >= 10 && then >= 10 && hours.negative(at) / now - hours.negative(earlier) / then >= 0.05;
  },
};
