import { TonewatchError } from '../../errors/tonewatch-error.ts';
import type { Random } from '../training/random.ts';
import {
  compileKernel,
  kernelMemory,
  MOST_BYTES,
  SIGMOID_ENTRIES,
  sigmoidTable,
  type SkipGramKernel,
} from './kernel.ts';
import type { Hyperparameters } from './recipe.ts';

/** The vectors of all words, as words and as targets, in the memory of the kernel. */
export interface VectorTable {
  readonly kernel: SkipGramKernel;
  /** Lists for the kernel, in its memory. */
  readonly words: Uint32Array;
  readonly targets: Uint32Array;
  /** Byte at which the vector of a word begins. */
  wordAt(row: number): number;
  /** Byte at which the vector of a word as a target begins. */
  targetAt(row: number): number;
  /** Those of the words: [words, dimensions], row-major. */
  vectors(): Float32Array;
}

/**
 * Vectors of words start uniform within ± 1 / (2 · dimensions), those of targets at zero.
 * @throws TonewatchError CONFIG_INVALID when they do not fit into the memory that WebAssembly has.
 */
export function createVectorTable(
  size: number,
  { dimensions, window, negatives }: Hyperparameters,
  random: Random,
): VectorTable {
  const width = Math.ceil(dimensions / 4) * 4;
  const vectorBytes = width * 4;
  const change = Math.ceil(SIGMOID_ENTRIES / 4) * 16;
  const wordList = change + vectorBytes;
  const targetList = wordList + 2 * window * 4;
  const firstWord = Math.ceil((targetList + (1 + negatives) * 4) / 16) * 16;
  const firstTarget = firstWord + size * vectorBytes;
  const bytes = firstTarget + size * vectorBytes;
  if (bytes > MOST_BYTES) {
    throw new TonewatchError(
      'CONFIG_INVALID',
      `minimumCount: ${size} words × ${dimensions} are too many; raise it, or take fewer dimensions`,
    );
  }
  const memory = kernelMemory(bytes);
  const { buffer } = memory;
  new Float32Array(buffer, 0, SIGMOID_ENTRIES).set(sigmoidTable());
  const values = new Float32Array(buffer, firstWord, size * width);
  for (let row = 0; row < size; row++) {
    for (let d = 0; d < dimensions; d++) values[row * width + d] = (random.next() - 0.5) / dimensions;
  }
  return {
    kernel: compileKernel(memory, { vectorBytes, sigmoid: 0, change }),
    words: new Uint32Array(buffer, wordList, 2 * window),
    targets: new Uint32Array(buffer, targetList, 1 + negatives),
    wordAt: (row) => firstWord + row * vectorBytes,
    targetAt: (row) => firstTarget + row * vectorBytes,
    vectors() {
      const vectors = new Float32Array(size * dimensions);
      for (let row = 0; row < size; row++) {
        vectors.set(values.subarray(row * width, row * width + dimensions), row * dimensions);
      }
      return vectors;
    },
  };
}
