import type { Random } from '#shared/classifier/training/random.ts';
import { draw } from '../intensity.ts';
import { realistic, realisticIntensity, type Weather } from '../worlds.ts';
import { around } from './around.ts';
import { DAY_MINUTES, momentOf, WEEKS, type Nuisance } from './nuisance.ts';

const scene = (hourly: number, random: Random, weather: Weather, days: number): ReturnType<typeof around> =>
  around(draw(realisticIntensity(hourly, WEEKS, random, weather), random).counts, momentOf(random), days);

/** Nothing at all: what the others are to be held against. */
export const nothing: Nuisance = {
  name: 'nothing happens, 9 days',
  scene: (hourly, random) => scene(hourly, random, realistic, 9),
};

/** At the best hour twenty times as much as at the worst, and a third on Saturday and Sunday. */
const strong: Weather = { ...realistic, dayAmplitude: 1.5, weekend: 0.33 };

export const strongSeasons: Nuisance = {
  name: 'strong seasons (20:1 in a day, weekends ×0.33), 9 days',
  scene: (hourly, random) => scene(hourly, random, strong, 9),
};

export const strongSeasonsFromNothing: Nuisance = {
  name: 'the same seasons, first 14 days of a product',
  scene: (hourly, random) => {
    const { counts } = draw(realisticIntensity(hourly, WEEKS, random, strong), random);
    // Products do not begin at midnight.
    const from = Math.floor(random.next() * 7 * DAY_MINUTES);
    const [mentions, negative] = [counts.mentions.slice(from), counts.negative.slice(from)];
    const start = counts.start + from * 60_000;
    return around({ start, bucketMinutes: 1, mentions, scored: mentions, negative }, 0, 14);
  },
};
