import {
  add,
  addFloat,
  addFloats,
  type Code,
  floatAt,
  floats,
  get,
  int,
  loadSplat,
  loadVector,
  maxFloats,
  multiplyFloats,
  repeat,
  set,
  storeFloat,
  storeVector,
  VECTOR_BYTES,
  whileLess,
} from '../wasm/assembler.ts';

/**
 * From the states of one text's tokens, rows of `width` bytes from `states` to before `end`, at least one:
 *
 *     rate(states, end, width, kernel, rates):  rates[t] = kernel · state t
 *     weigh(states, end, width, rates, sums):   sums = Σ over t of rates[t] · state t
 *     greatest(states, end, width, maxima):     maxima = the largest of each number over all t
 */
export interface PoolingKernels {
  rate(states: number, end: number, width: number, kernel: number, rates: number): void;
  weigh(states: number, end: number, width: number, rates: number, sums: number): void;
  greatest(states: number, end: number, width: number, maxima: number): void;
}

// prettier-ignore
function rate(): Code {
  const [states, end, width, kernel, rates, at, factor, last, sum] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  return repeat(
    floats(0), set(sum),
    get(states), set(at),
    get(kernel), set(factor),
    get(states), get(width), add, set(last),
    repeat(
      get(sum), get(at), loadVector(), get(factor), loadVector(), multiplyFloats, addFloats, set(sum),
      get(at), int(VECTOR_BYTES), add, set(at),
      get(factor), int(VECTOR_BYTES), add, set(factor),
      whileLess(get(at), get(last)),
    ),
    get(rates),
    get(sum), floatAt(0), get(sum), floatAt(1), addFloat, get(sum), floatAt(2), get(sum), floatAt(3), addFloat, addFloat,
    storeFloat(),
    get(rates), int(4), add, set(rates),
    get(last), set(states),
    whileLess(get(states), get(end)),
  );
}

// prettier-ignore
function weigh(): Code {
  const [states, end, width, rates, sums, block, at, rateAt, sum] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  return repeat(
    floats(0), set(sum),
    get(states), get(block), add, set(at),
    get(rates), set(rateAt),
    repeat(
      get(sum), get(at), loadVector(), get(rateAt), loadSplat(), multiplyFloats, addFloats, set(sum),
      get(at), get(width), add, set(at),
      get(rateAt), int(4), add, set(rateAt),
      whileLess(get(at), get(end)),
    ),
    get(sums), get(block), add, get(sum), storeVector(),
    get(block), int(VECTOR_BYTES), add, set(block),
    whileLess(get(block), get(width)),
  );
}

// prettier-ignore
function greatest(): Code {
  const [states, end, width, maxima, block, at, most] = [0, 1, 2, 3, 4, 5, 6];
  return repeat(
    get(states), get(block), add, set(at),
    get(at), loadVector(), set(most),
    repeat(
      get(at), loadVector(), get(most), maxFloats, set(most),
      get(at), get(width), add, set(at),
      whileLess(get(at), get(end)),
    ),
    get(maxima), get(block), add, get(most), storeVector(),
    get(block), int(VECTOR_BYTES), add, set(block),
    whileLess(get(block), get(width)),
  );
}

export const poolingKernels = [
  { name: 'rate' as const, parameters: 5, integers: 3, vectors: 1, body: rate() },
  { name: 'weigh' as const, parameters: 5, integers: 3, vectors: 1, body: weigh() },
  { name: 'greatest' as const, parameters: 4, integers: 2, vectors: 1, body: greatest() },
];
