/**
 * The inner loop of skip-gram with negative sampling as a WebAssembly module, four numbers to an instruction:
 *
 *     learn(words, wordsEnd, targets, targetsEnd, rate):
 *       for each word:
 *         change = 0
 *         for each target (the first is true, the others are noise):
 *           gain = ((target is the first ? 1 : 0) − sigmoid(word · target)) · rate
 *           change += gain · target
 *           target += gain · word
 *         word += change
 *
 * Both lists hold int32 that say at which byte of the memory a vector begins.
 */
export interface SkipGramKernel {
  learn(words: number, wordsEnd: number, targets: number, targetsEnd: number, rate: number): void;
}

export interface KernelLayout {
  /** Bytes of a vector: a multiple of 16; numbers that are not needed are 0 and stay so. */
  readonly vectorBytes: number;
  /** Where SIGMOID_ENTRIES float32 of the sigmoid lie, see sigmoidTable. */
  readonly sigmoid: number;
  /** Where a vector's place is for what is added up. */
  readonly change: number;
}

export interface KernelMemory {
  readonly buffer: ArrayBuffer;
}

// Only what is used here: neither Node's types nor ES2023's have WebAssembly.
declare const WebAssembly: {
  readonly Memory: new (size: { initial: number }) => KernelMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: SkipGramKernel };
};

const PAGE_BYTES = 65_536;
export const MOST_BYTES = 65_536 * PAGE_BYTES;

/** The sigmoid is looked up: of numbers within ± this, outside it is taken as at the ends. */
const SIGMOID_END = 8;
const SIGMOID_STEPS = 512;
export const SIGMOID_ENTRIES = 2 * SIGMOID_END * SIGMOID_STEPS + 1;

export const sigmoidTable = (): Float32Array =>
  Float32Array.from(
    { length: SIGMOID_ENTRIES },
    (_, i) => 1 / (1 + Math.exp(SIGMOID_END - i / SIGMOID_STEPS)),
  );

/** Memory of a fixed size, all zero. */
export function kernelMemory(bytes: number): KernelMemory {
  return new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE_BYTES) });
}

export function compileKernel(memory: KernelMemory, layout: KernelLayout): SkipGramKernel {
  const module = new WebAssembly.Module(Uint8Array.from(moduleBytes(layout)));
  return new WebAssembly.Instance(module, { env: { memory } }).exports;
}

// Local variables of the function by number: its five parameters, then what `LOCALS` lists.
const words = 0;
const wordsEnd = 1;
const targets = 2;
const targetsEnd = 3;
const rate = 4;
const word = 5;
const next = 6;
const target = 7;
const gain = 8;
const gains = 9;
/** So many sums run side by side, or each addition would wait for the one before it. */
const SUMS = 4;
const sum = (i: number): number => 10 + (i % SUMS);

// prettier-ignore
function body({ vectorBytes, sigmoid, change }: KernelLayout): number[] {
  const vectors = Array.from({ length: vectorBytes / VECTOR_BYTES }, (_, i) => i);
  const each = (code: (i: number) => number[]): number[] => vectors.flatMap(code);
  const changeAt = (i: number): number => change + i * VECTOR_BYTES;
  return [
    ...repeat(
      ...get(words), ...loadInteger, ...set(word),
      ...each((i) => [...int(changeAt(i)), ...zeroVector, ...storeVector(0)]),
      ...get(targets), ...set(next),
      ...repeat(
        ...get(next), ...loadInteger, ...set(target),
        ...each((i) => i < SUMS ? [...zeroVector, ...set(sum(i))] : []),
        ...each((i) => [
          ...get(word), ...loadVector(i), ...get(target), ...loadVector(i), ...multiplyVectors,
          ...get(sum(i)), ...addVectors, ...set(sum(i)),
        ]),
        ...get(sum(0)), ...get(sum(1)), ...addVectors, ...get(sum(2)), ...get(sum(3)), ...addVectors, ...addVectors,
        ...set(sum(0)),
        ...[0, 1, 2, 3].flatMap((lane) => [...get(sum(0)), ...extract(lane), ...(lane > 0 ? [ADD_FLOATS] : [])]),
        ...float(SIGMOID_END), MIN_FLOATS, ...float(-SIGMOID_END), MAX_FLOATS, ...float(SIGMOID_END), ADD_FLOATS,
        ...float(SIGMOID_STEPS), MULTIPLY_FLOATS, ...truncate, ...int(4), MULTIPLY, ...loadFloat(sigmoid), ...set(gain),
        ...get(next), ...get(targets), EQUAL, TO_FLOAT, ...get(gain), SUBTRACT_FLOATS,
        ...get(rate), MULTIPLY_FLOATS, ...splat, ...set(gains),
        ...each((i) => [
          ...int(changeAt(i)),
          ...int(changeAt(i)), ...loadVector(0), ...get(gains), ...get(target), ...loadVector(i), ...multiplyVectors,
          ...addVectors, ...storeVector(0),
          ...get(target), ...get(target), ...loadVector(i), ...get(gains), ...get(word), ...loadVector(i),
          ...multiplyVectors, ...addVectors, ...storeVector(i),
        ]),
        ...get(next), ...int(4), ADD, ...set(next),
        ...whileLess(next, targetsEnd),
      ),
      ...each((i) => [
        ...get(word), ...get(word), ...loadVector(i), ...int(changeAt(i)), ...loadVector(0), ...addVectors,
        ...storeVector(i),
      ]),
      ...get(words), ...int(4), ADD, ...set(words),
      ...whileLess(words, wordsEnd),
    ),
  ];
}

// The instructions in use, by their encoding in the WebAssembly core specification 2.0, section 5.4.
const I32 = 0x7f;
const F32 = 0x7d;
const V128 = 0x7b;
const VECTOR_BYTES = 16;
const PARAMETERS = [I32, I32, I32, I32, F32];
const LOCALS = [4, 3, I32, 1, F32, 1, V128, SUMS, V128];
const ADD = 0x6a;
const MULTIPLY = 0x6c;
const EQUAL = 0x46;
const TO_FLOAT = 0xb3; // of an unsigned integer
const ADD_FLOATS = 0x92;
const SUBTRACT_FLOATS = 0x93;
const MULTIPLY_FLOATS = 0x94;
const MIN_FLOATS = 0x96;
const MAX_FLOATS = 0x97;
const get = (local: number): number[] => [0x20, local];
const set = (local: number): number[] => [0x21, local];
const int = (value: number): number[] => [0x41, ...signed(value)];
const float = (value: number): number[] => [0x43, ...new Uint8Array(Float32Array.of(value).buffer)];
const loadInteger = [0x28, 2, 0];
const loadFloat = (offset: number): number[] => [0x2a, 2, ...unsigned(offset)];
const loadVector = (vector: number): number[] => [0xfd, 0x00, 4, ...unsigned(vector * VECTOR_BYTES)];
const storeVector = (vector: number): number[] => [0xfd, 0x0b, 4, ...unsigned(vector * VECTOR_BYTES)];
const zeroVector = [0xfd, 0x0c, ...Array<number>(VECTOR_BYTES).fill(0)];
const splat = [0xfd, 0x13];
const extract = (lane: number): number[] => [0xfd, 0x1f, lane];
const addVectors = [0xfd, 0xe4, 0x01];
const multiplyVectors = [0xfd, 0xe6, 0x01];
const truncate = [0xfc, 0x00]; // to an integer
const repeat = (...code: number[]): number[] => [0x03, 0x40, ...code, 0x0b];
/** At the end of `repeat`: once more if a < b, unsigned. */
const whileLess = (a: number, b: number): number[] => [...get(a), ...get(b), 0x49, 0x0d, 0];

/** LEB128. */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

function signed(value: number): number[] {
  const low = value & 0x7f;
  const rest = value >> 7;
  const isLast = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
  return isLast ? [low] : [low | 0x80, ...signed(rest)];
}

// Sections of the module, section 5.5 of the specification.
const text = (value: string): number[] => [value.length, ...Buffer.from(value)];
const sized = (...bytes: number[]): number[] => [...unsigned(bytes.length), ...bytes];
const section = (id: number, ...bytes: number[]): number[] => [id, ...sized(...bytes)];

function moduleBytes(layout: KernelLayout): number[] {
  return [
    ...[0x00, ...Buffer.from('asm'), 1, 0, 0, 0],
    ...section(1, 1, 0x60, PARAMETERS.length, ...PARAMETERS, 0), // one type: what is above to nothing
    ...section(2, 1, ...text('env'), ...text('memory'), 2, 0, 1), // the memory comes from outside
    ...section(3, 1, 0), // one function of that type
    ...section(7, 1, ...text('learn'), 0, 0), // exported as `learn`
    ...section(10, 1, ...sized(...LOCALS, ...body(layout), 0x0b)),
  ];
}
