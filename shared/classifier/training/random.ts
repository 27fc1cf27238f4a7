/** A stream of random numbers that a seed determines, the same on every machine. */
export interface Random {
  /** Uniform in [0, 1), 32 bits. */
  next(): number;
  /** Normal with mean 0 and deviation 1. */
  normal(): number;
  /** Puts the array in a random order, in place. */
  shuffle(array: Int32Array): void;
  /** Where the stream is; `restore` puts it back there. */
  state(): readonly number[];
  restore(state: readonly number[]): void;
}

/** sfc32 (Chris Doty-Humphrey's small fast counting generator), started from one 32-bit seed. */
export function createRandom(seed: number): Random {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = seed | 0;
  let counter = 1;
  const bits = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 16; i++) bits();
  const next = (): number => bits() / 2 ** 32;
  return {
    next,
    // Box and Muller; 1 − next() is never 0.
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    shuffle(array) {
      for (let i = array.length - 1; i > 0; i--) {
        const j = Math.floor(next() * (i + 1));
        const held = array[i] as number;
        array[i] = array[j] as number;
        array[j] = held;
      }
    },
    state: () => [a, b, c, counter],
    restore(state) {
      [a = 0, b = 0, c = 0, counter = 0] = state;
    },
  };
}
