import type { CnnArchitecture } from '../../architectures/cnn.ts';
import { weightValues } from '../../model/model.ts';
import type { CnnModel } from './cnn-model.ts';
import { createLazyRows } from '../lazy-rows.ts';

/**
 * The convolution of a text CNN, folded into its embedding. The embedding is a table and the convolution is linear, so
 * what token `t` at offset `o` of a window of width `w` adds to the window's sum is a table too: E[t] · K[w][o], F numbers.
 * A window's sum is then w rows looked up and added: `embedding` times fewer multiplications.
 *
 * Entries are fixed-point int32, the bias in those of offset 0. Integer sums are exact, so a post's score cannot depend
 * on the order of additions. `scale` is the largest power of two at which no sum can reach 2^30 (Cauchy-Schwarz bounds
 * it); a step is then finer than float32 resolves sums of that size.
 *
 * A token's entries lie together, ordered by width, offset, filter, and are made when the token first occurs: opening
 * takes no time, frequent tokens lie near each other, and memory grows only with the tokens that are really used.
 */
export interface FoldedTable {
  readonly scale: number;
  /** Index in the entries at which those of a row begin. */
  locate(row: number): number;
  /** Makes the entries of a row outside the vocabulary, from its vector; what it had is overwritten. */
  put(row: number, vector: Float32Array): void;
  /** Bytes of entries made so far. */
  bytesUsed(): number;
}

/** Entries of one token, each offset's filters padded to `stride`. */
export const entriesPerToken = ({ widths }: CnnArchitecture, stride: number): number =>
  widths.reduce((sum, width) => sum + width * stride, 0);

/** @param entries zeros, entriesPerToken for each row of the vocabulary and each outside it. */
export function createFoldedTable(model: CnnModel, stride: number, entries: Int32Array): FoldedTable {
  const scale = fixedPointScale(model);
  const folding = joinedKernel(model, stride, scale);
  const length = folding.bias.length;
  const rows = createLazyRows(
    weightValues(model, 'embedding'),
    folding,
    entries.length / length,
    (sums, start) => {
      // An Int32Array drops what is behind the point: half a step first makes that the nearest number.
      for (let i = 0; i < length; i++) {
        const sum = sums[i] as number;
        entries[start + i] = sum < 0 ? sum - 0.5 : sum + 0.5;
      }
    },
  );
  return {
    scale,
    locate: rows.locate,
    put: rows.put,
    bytesUsed: () => rows.made() * length * entries.BYTES_PER_ELEMENT,
  };
}

/**
 * All kernels side by side, [dimensions, Σ width × stride], and the biases
 * at offset 0 of each width; both scaled.
 */
function joinedKernel(
  model: CnnModel,
  stride: number,
  scale: number,
): { kernel: Float64Array; bias: Float64Array } {
  const { embedding: dimensions, widths, filters } = model.manifest.architecture;
  const length = entriesPerToken(model.manifest.architecture, stride);
  const kernel = new Float64Array(dimensions * length);
  const bias = new Float64Array(length);
  let column = 0;
  for (const width of widths) {
    const values = weightValues(model, `conv${width}/kernel`);
    for (const [i, value] of weightValues(model, `conv${width}/bias`).entries())
      bias[column + i] = value * scale;
    for (let o = 0; o < width; o++, column += stride) {
      for (let d = 0; d < dimensions; d++) {
        const from = (o * dimensions + d) * filters;
        for (let f = 0; f < filters; f++)
          kernel[d * length + column + f] = (values[from + f] as number) * scale;
      }
    }
  }
  return { kernel, bias };
}

/** |E · K| ≤ |E| |K|: no window's sum is larger than the longest vector times the norms of its filter, plus the bias. */
function fixedPointScale(model: CnnModel): number {
  const { embedding: dimensions, widths, filters } = model.manifest.architecture;
  // A mean of vectors is no longer than the longest of them.
  const subwords = model.manifest.subwords ? weightValues(model, 'subwords') : new Float32Array();
  const longest = Math.max(
    largestNorm(weightValues(model, 'embedding'), dimensions),
    largestNorm(subwords, dimensions),
  );
  let bound = 2 ** -20;
  for (const width of widths) {
    const kernel = weightValues(model, `conv${width}/kernel`);
    const bias = weightValues(model, `conv${width}/bias`);
    for (let f = 0; f < filters; f++) {
      let norms = 0;
      for (let o = 0; o < width; o++) {
        let squares = 0;
        for (let d = 0; d < dimensions; d++)
          squares += (kernel[(o * dimensions + d) * filters + f] ?? 0) ** 2;
        norms += Math.sqrt(squares);
      }
      bound = Math.max(bound, longest * norms + Math.abs(bias[f] ?? 0));
    }
  }
  // One less than 30 leaves room for the rounding of each entry.
  return 2 ** (29 - Math.ceil(Math.log2(bound)));
}

function largestNorm(vectors: Float32Array, dimensions: number): number {
  let largest = 0;
  for (let from = 0; from < vectors.length; from += dimensions) {
    let squares = 0;
    for (let d = 0; d < dimensions; d++) squares += (vectors[from + d] as number) ** 2;
    largest = Math.max(largest, squares);
  }
  return Math.sqrt(largest);
}
