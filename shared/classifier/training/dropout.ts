import type { Random } from './random.ts';

/** `count` factors: 0 with the given probability, else what keeps the expected sum the same. */
export function dropoutMask(count: number, probability: number, random: Random): Float32Array {
  const mask = new Float32Array(count);
  const kept = 1 / (1 - probability);
  for (let i = 0; i < count; i++) mask[i] = random.next() < probability ? 0 : kept;
  return mask;
}
