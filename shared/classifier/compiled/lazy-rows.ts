import { createProduct } from './wasm/product.ts';

/** Rows of a table E · K + b, each made when it is first asked for; they lie in the order in which they were made. */
export interface LazyRows {
  /** Index in the entries at which a row begins. */
  locate(row: number): number;
  /** Makes a row outside the vocabulary, from its vector; what it had is overwritten. Returns where it begins. */
  put(row: number, vector: Float32Array): number;
  /** Rows made so far. */
  made(): number;
}

/**
 * @param embedding vectors of the vocabulary, row-major.
 * @param entries how many rows there can be.
 * @param write stores the sums of a row, as many as there are biases, at an index of the entries.
 */
export function createLazyRows(
  embedding: Float32Array,
  { kernel, bias }: { readonly kernel: Float64Array; readonly bias: Float64Array },
  entries: number,
  write: (sums: Float32Array, start: number) => void,
): LazyRows {
  const length = bias.length;
  const dimensions = kernel.length / length;
  const located = new Int32Array(entries).fill(-1);
  const product = createProduct(kernel, bias);
  let made = 0;

  const put = (row: number, vector: Float32Array): number => {
    const sums = product(vector);
    let start = located[row] as number;
    if (start < 0) start = located[row] = made++ * length;
    write(sums, start);
    return start;
  };

  return {
    locate(row) {
      const start = located[row] as number;
      return start < 0 ? put(row, embedding.subarray(row * dimensions, (row + 1) * dimensions)) : start;
    },
    put,
    made: () => made,
  };
}
