import { createRandom } from '#shared/classifier/training/random.ts';
import { seedOf } from './draws.ts';
import { draw, type Drawn } from './intensity.ts';
import { readNabFiles } from './nab-files.ts';
import { cleanCounts, nabSeries, shapesFor } from './nab-shapes.ts';
import { plainIntensity, realisticIntensity, START, WEEK_MINUTES } from './worlds.ts';

/** Where ordinary series come from. */
export interface World {
  readonly name: string;
  readonly weeks: number;
  /** An ordinary product: mentions an hour on average, and its number. */
  product(hourly: number, number: number): Drawn;
}

export const HISTORY_WEEKS = 2;
const WEEKS = 12;

/** The worlds that can be had here; the last one needs NAB's files. */
export function worldsOf(seed: number): World[] {
  const worlds: World[] = [
    {
      name: 'plain',
      weeks: WEEKS,
      product: (hourly, number) =>
        draw(plainIntensity(hourly, WEEKS), createRandom(seedOf(seed, 1, hourly, number))),
    },
    {
      name: 'realistic',
      weeks: WEEKS,
      product: (hourly, number) => {
        const random = createRandom(seedOf(seed, 2, hourly, number));
        return draw(realisticIntensity(hourly, WEEKS, random), random);
      },
    },
  ];
  const shapes = readNabFiles().map(cleanCounts);
  if (shapes.length === 0) return worlds;
  const shortest = Math.min(...shapes.map((shape) => shape.length * 5));
  const real: World = {
    name: 'real volume',
    weeks: shortest / WEEK_MINUTES,
    product: (hourly, number) => {
      const usable = shapesFor(shapes, hourly);
      const random = createRandom(seedOf(seed, 3, hourly, number));
      return nabSeries(usable[number % usable.length]!, START, hourly, random);
    },
  };
  return [...worlds, real];
}
