import { draw } from '../intensity.ts';
import { realisticIntensity } from '../worlds.ts';
import { around } from './around.ts';
import { momentOf, WEEKS, type Nuisance } from './nuisance.ts';

/** No mentions for some hours, then as usual: pages from its beginning to nine days later, so that it gets into baselines. */
const outage = (name: string, hours: number): Nuisance => ({
  name,
  scene: (hourly, random) => {
    const { counts } = draw(realisticIntensity(hourly, WEEKS, random), random);
    const from = momentOf(random);
    counts.mentions.fill(0, from, from + hours * 60);
    counts.negative.fill(0, from, from + hours * 60);
    return around(counts, from, 9);
  },
});

export const shortOutage = outage('outage of 6 h, 9 days from its start', 6);
export const longOutage = outage('outage of 2 days, 9 days from its start', 48);
