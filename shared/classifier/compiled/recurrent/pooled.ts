import { weightValues } from '../../model/model.ts';
import { compileKernels } from '../wasm/memory.ts';
import { paddedUnits } from './gate-layout.ts';
import type { LstmModel } from './lstm-model.ts';
import { poolingKernels } from './pooling-kernel.ts';
import type { States } from './states.ts';

/** The pooled states of one text. */
export interface Pooled {
  /** [pooling, width], in the order of the architecture; the next call overwrites them. */
  readonly features: Float32Array;
  /** Share of each token in the attention; the first `count` hold for the text pooled last. */
  readonly attention: Float32Array;
  /** Pools the states of post i. */
  pool(i: number): void;
}

/** Bytes that the pooling needs beside the states: kernel, a weight for each token, features. */
export const pooledBytes = (width: number, maxTokens: number, poolings: number): number =>
  (width + Math.ceil(maxTokens / 4) * 4 + poolings * width) * 4;

export function createPooled(model: LstmModel, states: States): Pooled {
  const { architecture, maxTokens } = model.manifest;
  const { pooling: poolings, units, bidirectional } = architecture;
  const { width, memory } = states;
  const padded = paddedUnits(units);
  const kernels = compileKernels(poolingKernels, memory);
  const weightsAt = states.spare + width * 4;
  const featuresAt = weightsAt + Math.ceil(maxTokens / 4) * 16;
  const weights = new Float32Array(memory.buffer, weightsAt, maxTokens);
  const features = new Float32Array(memory.buffer, featuresAt, poolings.length * width);
  const attention = new Float32Array(maxTokens);
  if (poolings.includes('attention')) {
    const kernel = new Float32Array(memory.buffer, states.spare, width);
    for (const [i, value] of weightValues(model, 'attention/kernel').entries()) {
      kernel[Math.floor(i / units) * padded + (i % units)] = value;
    }
  }

  return {
    features,
    attention,
    pool(i) {
      const count = states.countOf(i);
      if (count === 0) {
        features.fill(0);
        return;
      }
      const from = states.addressOf(i);
      const end = from + count * width * 4;
      for (const [p, pooling] of poolings.entries()) {
        const into = featuresAt + p * width * 4;
        if (pooling === 'max') kernels.greatest(from, end, width * 4, into);
        else if (pooling === 'last') {
          const all = states.of(i);
          features.set(all.subarray((count - 1) * width, (count - 1) * width + padded), p * width);
          if (bidirectional) features.set(all.subarray(padded, width), p * width + padded);
        } else {
          if (pooling === 'mean') weights.fill(1 / count, 0, count);
          else {
            kernels.rate(from, end, width * 4, states.spare, weightsAt);
            softmax(weights, count);
            attention.set(weights.subarray(0, count));
          }
          kernels.weigh(from, end, width * 4, weightsAt, into);
        }
      }
    },
  };
}

function softmax(values: Float32Array, count: number): void {
  let most = -Infinity;
  for (let i = 0; i < count; i++) most = Math.max(most, values[i] as number);
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[i] = Math.exp((values[i] as number) - most);
  for (let i = 0; i < count; i++) values[i] = (values[i] as number) / sum;
}
