/** Numbers that look random and are the same for the same seed and place in the feed. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** True with that probability. */
  chance(probability: number): boolean;
  /** One of the list, which must not be empty. */
  pick<T>(list: readonly T[]): T;
  /** Poisson-distributed count; for means below about 50. */
  count(mean: number): number;
}

/** The generator of one place (minute, product, number …): mulberry32 over a hash of seed and place. */
export function randomAt(seed: number, ...place: readonly number[]): Random {
  let state = seed | 0;
  for (const part of place) state = mix(Math.imul(state, 0x01000193) ^ part);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    return (mix(state) >>> 0) / 2 ** 32;
  };
  return {
    next,
    chance: (probability) => next() < probability,
    pick(list) {
      const picked = list[Math.floor(next() * list.length)];
      if (picked === undefined) throw new RangeError('there is nothing to pick from');
      return picked;
    },
    count(mean) {
      const limit = Math.exp(-mean);
      let count = 0;
      for (let product = next(); product > limit; product *= next()) count += 1;
      return count;
    },
  };
}

/** The finaliser of MurmurHash3: every input bit moves every output bit. */
function mix(value: number): number {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
