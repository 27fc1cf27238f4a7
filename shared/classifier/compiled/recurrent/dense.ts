import { weightValues } from '../../model/model.ts';
import { paddedUnits } from './gate-layout.ts';
import type { LstmModel } from './lstm-model.ts';

/** The last layer; kernel [features, outputs], row-major, where features are filled up like the units that they are of. */
export interface DenseWeights {
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
}

export function paddedDense(model: LstmModel): DenseWeights {
  const { units } = model.manifest.architecture;
  const bias = weightValues(model, 'dense/bias');
  const values = weightValues(model, 'dense/kernel');
  const outputs = bias.length;
  const kernel = new Float32Array((values.length / units) * paddedUnits(units));
  for (const [i, value] of values.entries()) {
    const feature = Math.floor(i / outputs);
    const padded = Math.floor(feature / units) * paddedUnits(units) + (feature % units);
    kernel[padded * outputs + (i % outputs)] = value;
  }
  return { kernel, bias };
}

/** From features to the logits, in an array that the next call overwrites. */
export function createDense({ kernel, bias }: DenseWeights): (features: Float32Array) => Float64Array {
  const outputs = bias.length;
  const logits = new Float64Array(outputs);
  return (features) => {
    for (let o = 0; o < outputs; o++) {
      let sum = bias[o] as number;
      for (let i = 0, k = o; i < features.length; i++, k += outputs) {
        sum += (features[i] as number) * (kernel[k] as number);
      }
      logits[o] = sum;
    }
    return logits;
  };
}
