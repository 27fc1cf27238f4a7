import {
  add,
  addFloat,
  addFloats,
  type Code,
  floatAt,
  floats,
  forEach,
  get,
  int,
  intAt,
  loadInt,
  loadSplat,
  loadVector,
  maxFloats,
  minFloats,
  multiply,
  multiplyFloats,
  repeat,
  set,
  splatFloat,
  storeVector,
  subtractFloats,
  truncateFloats,
  VECTOR_BYTES,
  whileLess,
} from '../compiled/wasm/assembler.ts';
import { compileKernels, type KernelMemory } from '../compiled/wasm/memory.ts';

/**
 * The inner loop of skip-gram with negative sampling:
 *
 *     learn(wordsEnd, targetsEnd):
 *       for each word:
 *         change = 0
 *         for each target:
 *           gain = (label of the target − sigmoid(word · target)) · rate
 *           change += gain · target
 *           target += gain · word
 *         word += change
 */
export interface SkipGramKernel {
  learn(wordsEnd: number, targetsEnd: number): void;
}

/** Where things lie in the memory of the kernel, in bytes. */
export interface KernelLayout {
  /** Size of a vector, a multiple of 16: numbers that are not needed are 0 and stay so. */
  readonly vectorBytes: number;
  /** SIGMOID_ENTRIES float32, see sigmoidTable. */
  readonly sigmoid: number;
  /** One float32. */
  readonly rate: number;
  /** One vector, for what is added up. */
  readonly change: number;
  /** int32 each: the addresses of the words' vectors, of the targets', … */
  readonly words: number;
  readonly targets: number;
  /** … and, further behind, float32 for each target: 1 for the true one, 0 for noise. */
  readonly labels: number;
}

/** The sigmoid is looked up for numbers within ± this; outside it is taken as at the ends. */
const SIGMOID_END = 8;
const SIGMOID_STEPS = 512;
export const SIGMOID_ENTRIES = 2 * SIGMOID_END * SIGMOID_STEPS + 1;

export const sigmoidTable = (): Float32Array =>
  Float32Array.from(
    { length: SIGMOID_ENTRIES },
    (_, i) => 1 / (1 + Math.exp(SIGMOID_END - i / SIGMOID_STEPS)),
  );

export function compileSkipGramKernel(memory: KernelMemory, layout: KernelLayout): SkipGramKernel {
  const learn = { name: 'learn' as const, parameters: 2, integers: 4, vectors: 1 + SUMS, body: body(layout) };
  return compileKernels([learn], memory);
}

// Local variables of the function by number: two parameters, four more integers, then the vectors.
const wordsEnd = 0;
const targetsEnd = 1;
const nextWord = 2;
const word = 3;
const nextTarget = 4;
const target = 5;
const gain = 6;
/** So many sums run side by side, or each addition would wait for the one before it. */
const SUMS = 4;
const sum = (i: number): number => 7 + (i % SUMS);

// prettier-ignore
function body({ vectorBytes, sigmoid, rate, change, words, targets, labels }: KernelLayout): Code {
  const each = (code: (offset: number, i: number) => Code): Code =>
    forEach(vectorBytes / VECTOR_BYTES, (i) => code(i * VECTOR_BYTES, i));
  return [
    int(words), set(nextWord),
    repeat(
      get(nextWord), loadInt(), set(word),
      each((offset) => [int(change), floats(0), storeVector(offset)]),
      int(targets), set(nextTarget),
      repeat(
        get(nextTarget), loadInt(), set(target),
        forEach(SUMS, (i) => [floats(0), set(sum(i))]),
        each((offset, i) => [
          get(word), loadVector(offset), get(target), loadVector(offset), multiplyFloats,
          get(sum(i)), addFloats, set(sum(i)),
        ]),
        get(sum(0)), get(sum(1)), addFloats, get(sum(2)), get(sum(3)), addFloats, addFloats, set(sum(0)),
        get(nextTarget), loadSplat(labels - targets),
        get(sum(0)), floatAt(0), forEach(3, (i) => [get(sum(0)), floatAt(i + 1), addFloat]), splatFloat,
        floats(SIGMOID_END), minFloats, floats(-SIGMOID_END), maxFloats, floats(SIGMOID_END), addFloats,
        floats(SIGMOID_STEPS), multiplyFloats, truncateFloats, intAt(0), int(4), multiply, loadSplat(sigmoid),
        subtractFloats, int(rate), loadSplat(), multiplyFloats, set(gain),
        each((offset) => [
          int(change),
          int(change), loadVector(offset), get(gain), get(target), loadVector(offset), multiplyFloats, addFloats,
          storeVector(offset),
          get(target),
          get(target), loadVector(offset), get(gain), get(word), loadVector(offset), multiplyFloats, addFloats,
          storeVector(offset),
        ]),
        get(nextTarget), int(4), add, set(nextTarget),
        whileLess(get(nextTarget), get(targetsEnd)),
      ),
      each((offset) => [
        get(word),
        get(word), loadVector(offset), int(change), loadVector(offset), addFloats,
        storeVector(offset),
      ]),
      get(nextWord), int(4), add, set(nextWord),
      whileLess(get(nextWord), get(wordsEnd)),
    ),
  ];
}
