/**
 * The inner loop of the compiled backend as a WebAssembly module, written down instruction by instruction: as portable
 * as the rest, but with four numbers to an instruction.
 *
 *     pool(starts, end, width, base, stride, maxima, winners):
 *       for each block of filters:
 *         for each window, p from starts to before end:
 *           sum = Σ over o < width of the entries at memory[p + o] + base + o · stride
 *           winner = p where sum > maximum
 *           maximum = max(maximum, sum)
 *
 * All are in bytes. From `starts` to `end` lie int32 that say where the entries of each position's token begin; `width`
 * is four times the tokens of a window; `stride` is the size of one offset's filters, a whole number of blocks. Maxima
 * and winners go on from what is there; a winner is the address of the first window with the maximum.
 */
export interface PoolingKernel {
  pool(
    starts: number,
    end: number,
    width: number,
    base: number,
    stride: number,
    maxima: number,
    winners: number,
  ): void;
}

export interface KernelMemory {
  readonly buffer: ArrayBuffer;
}

// Only what is used here: neither Node's types nor ES2023's have WebAssembly.
declare const WebAssembly: {
  readonly Memory: new (size: { initial: number }) => KernelMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: PoolingKernel };
};

/** Vectors in a block: enough that finding a token's entries costs little beside adding them up. */
const VECTORS = 2;
const VECTOR_BYTES = 16;
export const BLOCK_BYTES = VECTORS * VECTOR_BYTES;

const PAGE_BYTES = 65_536;

/** Memory of a fixed size, all zero; the system gives it pages as they are written to. */
export function kernelMemory(bytes: number): KernelMemory {
  return new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE_BYTES) });
}

export function compileKernel(memory: KernelMemory): PoolingKernel {
  const module = new WebAssembly.Module(Uint8Array.from(moduleBytes()));
  return new WebAssembly.Instance(module, { env: { memory } }).exports;
}

// Local variables of the function by number: seven parameters, five more integers, then the vectors.
const starts = 0;
const end = 1;
const width = 2;
const base = 3;
const stride = 4;
const maxima = 5;
const winners = 6;
const block = 7;
const position = 8;
const token = 9;
const offset = 10;
const row = 11;
const here = 12;
const sum = (vector: number): number => 13 + vector;
const maximum = (vector: number): number => 13 + VECTORS + vector;
const winner = (vector: number): number => 13 + 2 * VECTORS + vector;

// prettier-ignore
function body(): number[] {
  return [
    ...repeat(
      ...forVectors((v) => [...get(maxima), ...get(block), ADD, ...loadVector(v), ...set(maximum(v))]),
      ...forVectors((v) => [...get(winners), ...get(block), ADD, ...loadVector(v), ...set(winner(v))]),
      ...get(starts), ...set(position),
      ...repeat(
        ...forVectors((v) => [...zeroVector, ...set(sum(v))]),
        ...get(base), ...get(block), ADD, ...set(offset),
        ...get(position), ...set(token),
        ...repeat(
          ...get(token), ...loadInteger, ...get(offset), ADD, ...set(row),
          ...forVectors((v) => [...get(sum(v)), ...get(row), ...loadVector(v), ...addVectors, ...set(sum(v))]),
          ...get(offset), ...get(stride), ADD, ...set(offset),
          ...get(token), ...int(4), ADD, ...set(token),
          ...whileLess([...get(token)], [...get(position), ...get(width), ADD]),
        ),
        ...get(position), ...splat, ...set(here),
        ...forVectors((v) => [
          ...get(here), ...get(winner(v)), ...get(sum(v)), ...get(maximum(v)), ...greater, ...select, ...set(winner(v)),
          ...get(maximum(v)), ...get(sum(v)), ...maxVectors, ...set(maximum(v)),
        ]),
        ...get(position), ...int(4), ADD, ...set(position),
        ...whileLess([...get(position)], [...get(end)]),
      ),
      ...forVectors((v) => [...get(maxima), ...get(block), ADD, ...get(maximum(v)), ...storeVector(v)]),
      ...forVectors((v) => [...get(winners), ...get(block), ADD, ...get(winner(v)), ...storeVector(v)]),
      ...get(block), ...int(BLOCK_BYTES), ADD, ...set(block),
      ...whileLess([...get(block)], [...get(stride)]),
    ),
  ];
}

// The instructions in use, by their encoding in the WebAssembly core specification 2.0, section 5.4.
const ADD = 0x6a;
const get = (local: number): number[] => [0x20, local];
const set = (local: number): number[] => [0x21, local];
const int = (value: number): number[] => [0x41, value]; // 0 to 63: one byte of signed LEB128
const loadInteger = [0x28, 2, 0];
const loadVector = (vector: number): number[] => [0xfd, 0x00, 4, vector * VECTOR_BYTES];
const storeVector = (vector: number): number[] => [0xfd, 0x0b, 4, vector * VECTOR_BYTES];
const zeroVector = [0xfd, 0x0c, ...Array<number>(VECTOR_BYTES).fill(0)];
const addVectors = [0xfd, 0xae, 0x01];
const maxVectors = [0xfd, 0xb8, 0x01];
/** Of an integer: four times the same. */
const splat = [0xfd, 0x11];
/** All ones in each of four places where the first is greater, signed. */
const greater = [0xfd, 0x3b];
/** From the first where the third has ones, else from the second. */
const select = [0xfd, 0x52];
const repeat = (...code: number[]): number[] => [0x03, 0x40, ...code, 0x0b];
/** At the end of `repeat`: once more if a < b, unsigned. */
const whileLess = (a: number[], b: number[]): number[] => [...a, ...b, 0x49, 0x0d, 0];
const forVectors = (code: (vector: number) => number[]): number[] =>
  Array.from({ length: VECTORS }, (_, vector) => code(vector)).flat();

// Sections of the module, section 5.5 of the specification.
const I32 = 0x7f;
const V128 = 0x7b;
const text = (value: string): number[] => [value.length, ...Buffer.from(value)];
const size = (bytes: number): number[] => [(bytes & 0x7f) | 0x80, bytes >> 7]; // LEB128 in two bytes: below 16,384
const sized = (...bytes: number[]): number[] => [...size(bytes.length), ...bytes];
const section = (id: number, ...bytes: number[]): number[] => [id, ...sized(...bytes)];

function moduleBytes(): number[] {
  const parameters = Array<number>(7).fill(I32);
  const locals = [2, 5, I32, 1 + 3 * VECTORS, V128];
  return [
    ...[0x00, ...Buffer.from('asm'), 1, 0, 0, 0],
    ...section(1, 1, 0x60, parameters.length, ...parameters, 0), // one type: seven integers to nothing
    ...section(2, 1, ...text('env'), ...text('memory'), 2, 0, 1), // the memory comes from outside
    ...section(3, 1, 0), // one function of that type
    ...section(7, 1, ...text('pool'), 0, 0), // exported as `pool`
    ...section(10, 1, ...sized(...locals, ...body(), 0x0b)),
  ];
}
