import {
  add,
  addFloats,
  forEach,
  get,
  int,
  type Kernel,
  loadSplat,
  loadVector,
  multiplyFloats,
  repeat,
  set,
  storeVector,
  VECTOR_BYTES,
  whileLess,
} from './assembler.ts';
import { compileKernels, kernelMemory } from './memory.ts';

/** Vectors of four columns whose sums are kept in registers at a time. */
const VECTORS = 4;
const COLUMNS = 4 * VECTORS;
const FLOAT_BYTES = 4;

/**
 * Multiplies vectors with a matrix and adds a bias, in float32: what folding a token into a table costs. The matrix is
 * kept in blocks of columns, so that a product reads it once, from front to end.
 * @param matrix [dimensions, bias.length], row-major
 * @returns vector [dimensions] to sums, in an array that the next call overwrites
 */
export function createProduct(
  matrix: Float64Array,
  bias: Float64Array,
): (vector: ArrayLike<number>) => Float32Array {
  const length = bias.length;
  const dimensions = matrix.length / length;
  const blocks = Math.ceil(length / COLUMNS);
  const vectorAt = blocks * COLUMNS * FLOAT_BYTES;
  const matrixAt = vectorAt + Math.ceil(dimensions / 4) * 4 * FLOAT_BYTES;
  const memory = kernelMemory(matrixAt + blocks * COLUMNS * dimensions * FLOAT_BYTES);
  const { product } = compileKernels([kernel], memory);
  const sums = new Float32Array(memory.buffer, 0, length);
  const given = new Float32Array(memory.buffer, vectorAt, dimensions);
  const blocked = new Float32Array(memory.buffer, matrixAt, blocks * COLUMNS * dimensions);
  for (let d = 0; d < dimensions; d++) {
    for (let column = 0; column < length; column++) {
      const block = Math.floor(column / COLUMNS);
      blocked[(block * dimensions + d) * COLUMNS + (column % COLUMNS)] = matrix[
        d * length + column
      ] as number;
    }
  }
  return (vector) => {
    given.set(vector);
    sums.set(bias);
    product(vectorAt, vectorAt + dimensions * FLOAT_BYTES, matrixAt, 0, vectorAt);
    return sums;
  };
}

// Local variables: parameters, an integer, the sums of a block and a number of the vector.
const vector = 0;
const vectorEnd = 1;
const matrix = 2;
const sums = 3;
const sumsEnd = 4;
const at = 5;
const sum = (v: number): number => 6 + v;
const number = 6 + VECTORS;

const kernel: Kernel<'product'> = {
  name: 'product',
  parameters: 5,
  integers: 1,
  vectors: VECTORS + 1,
  body: repeat(
    forEach(VECTORS, (v) => [get(sums), loadVector(v * VECTOR_BYTES), set(sum(v))]),
    [get(vector), set(at)],
    repeat(
      [get(at), loadSplat(), set(number)],
      forEach(VECTORS, (v) => [
        [get(sum(v)), get(number), get(matrix), loadVector(v * VECTOR_BYTES)],
        [multiplyFloats, addFloats, set(sum(v))],
      ]),
      [get(matrix), int(VECTORS * VECTOR_BYTES), add, set(matrix)],
      [get(at), int(FLOAT_BYTES), add, set(at)],
      whileLess([get(at)], [get(vectorEnd)]),
    ),
    forEach(VECTORS, (v) => [get(sums), get(sum(v)), storeVector(v * VECTOR_BYTES)]),
    [get(sums), int(VECTORS * VECTOR_BYTES), add, set(sums)],
    whileLess([get(sums)], [get(sumsEnd)]),
  ),
};
