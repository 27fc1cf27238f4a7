import { weightValues } from '../../model/model.ts';
import { createLazyRows } from '../lazy-rows.ts';
import { gateColumns, paddedUnits } from './gate-layout.ts';
import type { LstmModel } from './lstm-model.ts';
import { GATES } from './lstm-kernel.ts';

/**
 * What a token adds to the gates of an LSTM, folded into its embedding: E[token] · K + b is a table, made row by row when
 * a token first occurs. A step is then a row looked up, beside the recurrent part.
 */
export interface FoldedInputs {
  /** Index of the first number of a row: [direction, block, gate, 4]. */
  locate(row: number): number;
  /** Makes a row outside the vocabulary, from its vector; what it had is overwritten. */
  put(row: number, vector: Float32Array): void;
  /** Bytes of rows made so far. */
  bytesUsed(): number;
}

/** Numbers of one direction in a row of the table. */
export const inputsPerDirection = (units: number): number => GATES * paddedUnits(units);

/** @param entries zeros, for each row of the vocabulary and each outside it inputsPerDirection times the directions. */
export function createFoldedInputs(model: LstmModel, entries: Float32Array): FoldedInputs {
  const { units, bidirectional } = model.manifest.architecture;
  const length = inputsPerDirection(units) * (bidirectional ? 2 : 1);
  const rows = createLazyRows(
    weightValues(model, 'embedding'),
    joinedKernel(model, length),
    entries.length / length,
    (sums, start) => entries.set(sums, start),
  );
  return {
    locate: rows.locate,
    put: rows.put,
    bytesUsed: () => rows.made() * length * entries.BYTES_PER_ELEMENT,
  };
}

/** Kernels [dimensions, length] and biases as the table has them. */
function joinedKernel(model: LstmModel, length: number): { kernel: Float64Array; bias: Float64Array } {
  const { embedding: dimensions, units, bidirectional } = model.manifest.architecture;
  const values = weightValues(model, 'lstm/kernel');
  const biases = weightValues(model, 'lstm/bias');
  const kernel = new Float64Array(dimensions * length);
  const bias = new Float64Array(length);
  const columns = gateColumns(units);
  for (let direction = 0; direction < (bidirectional ? 2 : 1); direction++) {
    const first = direction * inputsPerDirection(units);
    for (const [column, { to, scale }] of columns.entries()) {
      bias[first + to] = (biases[direction * columns.length + column] as number) * scale;
      for (let d = 0; d < dimensions; d++) {
        const from = (direction * dimensions + d) * columns.length + column;
        kernel[d * length + first + to] = (values[from] as number) * scale;
      }
    }
  }
  return { kernel, bias };
}
