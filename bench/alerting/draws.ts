import type { Random } from '#shared/classifier/training/random.ts';

/** exp(−mean) must not vanish. */
const MOST_MEAN = 500;

/** A Poisson count with this mean, by inversion: exact, and one random number for each MOST_MEAN. */
export function poisson({ next }: Random, mean: number): number {
  let left = mean;
  let count = 0;
  for (; left > MOST_MEAN; left -= MOST_MEAN) count += inverted(next(), MOST_MEAN);
  return count + inverted(next(), left);
}

function inverted(uniform: number, mean: number): number {
  if (mean <= 0) return 0;
  // Beyond this the probabilities are smaller than the steps of the random number.
  const most = mean + 40 * Math.sqrt(mean) + 40;
  let probability = Math.exp(-mean);
  let sum = probability;
  let count = 0;
  while (uniform >= sum && count < most) {
    count += 1;
    probability *= mean / count;
    sum += probability;
  }
  return count;
}

/** A binomial count, trial by trial: for small numbers of trials. */
export function binomial({ next }: Random, trials: number, share: number): number {
  let count = 0;
  for (let i = 0; i < trials; i += 1) if (next() < share) count += 1;
  return count;
}

/** One seed out of several whole numbers; neighbours give streams that have nothing to do with each other. */
export function seedOf(...parts: readonly number[]): number {
  return parts.reduce((seed, part) => {
    const mixed = Math.imul(seed ^ part ^ (part >>> 16), 0x85ebca6b);
    return Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35) ^ (mixed >>> 16);
  }, 0x9e3779b9);
}
