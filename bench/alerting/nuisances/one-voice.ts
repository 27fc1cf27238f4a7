import { draw } from '../intensity.ts';
import { realisticIntensity } from '../worlds.ts';
import { around } from './around.ts';
import { momentOf, WEEKS, type Nuisance } from './nuisance.ts';

/** Negative mentions added evenly to the minutes of a stretch, on an ordinary series. */
const added = (name: string, count: number, minutes: number): Nuisance => ({
  name,
  scene: (hourly, random) => {
    const { counts } = draw(realisticIntensity(hourly, WEEKS, random), random);
    const from = momentOf(random);
    for (let i = 0; i < count; i += 1) {
      const minute = from + Math.floor(((i + 0.5) * minutes) / count);
      counts.mentions[minute]! += 1;
      counts.negative[minute]! += 1;
    }
    return around(counts, from, 2);
  },
});

/** One negative post and 200 reposts of it within three hours. */
export const cascadeRaw = added('repost cascade, 1 + 200 in 3 h, every copy counted', 201, 180);
export const cascadeCounted = added('the same, once a cluster (what the detector sees)', 1, 180);

/** One author writes 300 negative mentions in two hours. */
export const floodRaw = added('bot flood, 300 of one author in 2 h, each counted', 300, 120);
export const floodCounted = added('the same, once an author and hour (what the detector sees)', 3, 120);
