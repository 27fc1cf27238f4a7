import {
  add,
  addInts,
  type Code,
  floats,
  forEach,
  get,
  greaterInts,
  int,
  loadInt,
  loadVector,
  maxInts,
  repeat,
  select,
  set,
  splatInt,
  storeVector,
  VECTOR_BYTES,
  whileLess,
} from '../wasm/assembler.ts';
import { compileKernels, type KernelMemory } from '../wasm/memory.ts';

/**
 * The inner loop of the compiled CNN:
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

/** Vectors in a block: a line of the processor's cache, or each line would be fetched twice. */
const VECTORS = 4;
export const BLOCK_BYTES = VECTORS * VECTOR_BYTES;

export function compileKernel(memory: KernelMemory): PoolingKernel {
  const pool = { name: 'pool' as const, parameters: 7, integers: 5, vectors: 1 + 3 * VECTORS, body: body() };
  return compileKernels([pool], memory);
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

const forVectors = (code: (vector: number) => Code): Code => forEach(VECTORS, code);
const load = (vector: number): Code => loadVector(vector * VECTOR_BYTES);
const store = (vector: number): Code => storeVector(vector * VECTOR_BYTES);

// prettier-ignore
function body(): Code {
  return repeat(
    forVectors((v) => [get(maxima), get(block), add, load(v), set(maximum(v))]),
    forVectors((v) => [get(winners), get(block), add, load(v), set(winner(v))]),
    get(starts), set(position),
    repeat(
      forVectors((v) => [floats(0), set(sum(v))]),
      get(base), get(block), add, set(offset),
      get(position), set(token),
      repeat(
        get(token), loadInt(), get(offset), add, set(row),
        forVectors((v) => [get(sum(v)), get(row), load(v), addInts, set(sum(v))]),
        get(offset), get(stride), add, set(offset),
        get(token), int(4), add, set(token),
        whileLess(get(token), [get(position), get(width), add]),
      ),
      get(position), splatInt, set(here),
      forVectors((v) => [
        get(here), get(winner(v)), get(sum(v)), get(maximum(v)), greaterInts, select, set(winner(v)),
        get(maximum(v)), get(sum(v)), maxInts, set(maximum(v)),
      ]),
      get(position), int(4), add, set(position),
      whileLess(get(position), get(end)),
    ),
    forVectors((v) => [get(maxima), get(block), add, get(maximum(v)), store(v)]),
    forVectors((v) => [get(winners), get(block), add, get(winner(v)), store(v)]),
    get(block), int(BLOCK_BYTES), add, set(block),
    whileLess(get(block), get(stride)),
  );
}
