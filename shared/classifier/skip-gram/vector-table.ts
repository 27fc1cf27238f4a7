import { TonewatchError } from '../../errors/tonewatch-error.ts';
import type { Random } from '../training/random.ts';
import { VECTOR_BYTES } from '../compiled/wasm/assembler.ts';
import { kernelMemory } from '../compiled/wasm/memory.ts';
import { compileSkipGramKernel, SIGMOID_ENTRIES, sigmoidTable, type SkipGramKernel } from './kernel.ts';
import type { Hyperparameters } from './recipe.ts';

/** The vectors of all words, as words and as targets, in the memory of the kernel. */
export interface VectorTable {
  readonly kernel: SkipGramKernel;
  /** The learning rate, one number. */
  readonly rate: Float32Array;
  /** Lists for the kernel: addresses of words, and of targets, of which the first is the true one. */
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
  const placed = layOut([
    SIGMOID_ENTRIES * 4,
    4,
    vectorBytes,
    2 * window * 4,
    (1 + negatives) * 4,
    (1 + negatives) * 4,
    size * vectorBytes,
    size * vectorBytes,
  ]);
  const [
    sigmoid = 0,
    rate = 0,
    change = 0,
    words = 0,
    targets = 0,
    labels = 0,
    firstWord = 0,
    firstTarget = 0,
  ] = placed.starts;
  if (placed.bytes > MOST_BYTES) {
    throw new TonewatchError(
      'CONFIG_INVALID',
      `minimumCount: ${size} words × ${dimensions} are too many; raise it, or take fewer dimensions`,
    );
  }
  const memory = kernelMemory(placed.bytes);
  const { buffer } = memory;
  new Float32Array(buffer, sigmoid, SIGMOID_ENTRIES).set(sigmoidTable());
  new Float32Array(buffer, labels, 1).fill(1);
  const values = new Float32Array(buffer, firstWord, size * width);
  for (let row = 0; row < size; row++) {
    for (let d = 0; d < dimensions; d++) values[row * width + d] = (random.next() - 0.5) / dimensions;
  }
  return {
    kernel: compileSkipGramKernel(memory, { vectorBytes, sigmoid, rate, change, words, targets, labels }),
    rate: new Float32Array(buffer, rate, 1),
    words: new Uint32Array(buffer, words, 2 * window),
    targets: new Uint32Array(buffer, targets, 1 + negatives),
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

/** What WebAssembly can address. */
const MOST_BYTES = 2 ** 32;

/** Pieces of memory one behind the other, each where a vector may begin. */
function layOut(sizes: readonly number[]): { starts: number[]; bytes: number } {
  let bytes = 0;
  const starts = sizes.map((size) => {
    const start = bytes;
    bytes += Math.ceil(size / VECTOR_BYTES) * VECTOR_BYTES;
    return start;
  });
  return { starts, bytes };
}
