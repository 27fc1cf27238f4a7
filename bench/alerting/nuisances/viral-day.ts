import { draw, redrawMinute } from '../intensity.ts';
import { realisticIntensity } from '../worlds.ts';
import { around } from './around.ts';
import { DAY_MINUTES, momentOf, WEEKS, type Nuisance } from './nuisance.ts';

/** A day of eight times the volume, nearly all of it positive: negatives double, their share falls to a quarter. */
export const viralDay: Nuisance = {
  name: 'positive viral day (×8 mentions, ×2 negatives)',
  scene: (hourly, random) => {
    const intensity = realisticIntensity(hourly, WEEKS, random);
    const { counts } = draw(intensity, random);
    const from = momentOf(random);
    for (let i = from; i < from + DAY_MINUTES; i += 1)
      redrawMinute(
        counts.mentions,
        counts.negative,
        i,
        intensity.rate[i]! * 8,
        intensity.share[i]! / 4,
        random,
      );
    return around(counts, from, 3);
  },
};

/** The same with the usual share: a burst of volume that is neither good nor bad news. */
export const neutralBurst: Nuisance = {
  name: 'burst (×8 mentions, usual share), 6 h',
  scene: (hourly, random) => {
    const intensity = realisticIntensity(hourly, WEEKS, random);
    const { counts } = draw(intensity, random);
    const from = momentOf(random);
    for (let i = from; i < from + DAY_MINUTES / 4; i += 1)
      redrawMinute(counts.mentions, counts.negative, i, intensity.rate[i]! * 8, intensity.share[i]!, random);
    return around(counts, from, 3);
  },
};
