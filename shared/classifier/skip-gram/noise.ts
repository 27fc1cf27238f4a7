import type { Random } from '../training/random.ts';

/** Counts to this power are the weights of the noise (Mikolov et al. 2013): rare words come more often than they occur. */
const POWER = 0.75;

/**
 * Draws words at random, each with a chance in proportion to its count to the power ¾, in constant time by the alias
 * method (Vose 1991, "A linear algorithm for generating random numbers with a given distribution").
 */
export function createNoise(counts: Int32Array, random: Random): () => number {
  const size = counts.length;
  const weights = Float64Array.from(counts, (count) => count ** POWER);
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / size;
  /** Share of a word's slot that is its own; the rest belongs to `other`. */
  const own = weights.map((weight) => weight / mean);
  const other = Int32Array.from(counts, (_, word) => word);
  const small: number[] = [];
  const large: number[] = [];
  for (const [word, share] of own.entries()) (share < 1 ? small : large).push(word);
  for (;;) {
    const poor = small.pop();
    const rich = large.at(-1);
    if (poor === undefined || rich === undefined) break;
    other[poor] = rich;
    own[rich] = (own[rich] as number) - (1 - (own[poor] as number));
    if (own[rich] < 1) {
      large.pop();
      small.push(rich);
    }
  }
  return () => {
    const slot = Math.floor(random.next() * size);
    return random.next() < (own[slot] as number) ? slot : (other[slot] as number);
  };
}
