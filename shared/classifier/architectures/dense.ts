import type { LayersModel, SymbolicTensor } from '@tensorflow/tfjs';
import { z } from 'zod';
import type { Tensorflow } from '../tensorflow/load.ts';
import type { Encoder } from './encoder.ts';

/** The plain baseline: the vectors of a fixed number of positions side by side, and one fully connected layer. */
export const denseSchema = z.strictObject({
  type: z.literal('dense'),
  /** Numbers in the vector of a token. */
  embedding: z.int().min(1).max(4096),
  /** Units of the fully connected layer, with ReLU. */
  units: z.int().min(1).max(4096),
});
export type DenseArchitecture = z.infer<typeof denseSchema>;

/** @param maxTokens how many positions there are; shorter texts are filled up with pads. */
export function denseEncoder(spec: DenseArchitecture, maxTokens: number): Encoder {
  const { embedding, units } = spec;
  return {
    padding: { front: 0, behind: 0, atLeast: maxTokens, align: 'start' },
    features: units,
    weights: [
      { name: 'hidden/kernel', shape: [maxTokens * embedding, units] },
      { name: 'hidden/bias', shape: [units] },
    ],
    build: (tensorflow) => buildDense(tensorflow, spec, maxTokens),
  };
}

function buildDense(
  tensorflow: Tensorflow,
  { embedding, units }: DenseArchitecture,
  maxTokens: number,
): LayersModel {
  const { layers } = tensorflow;
  const vectors = tensorflow.input({ shape: [maxTokens, embedding], name: 'vectors' });
  const side = layers.flatten({ name: 'flatten' }).apply(vectors);
  const hidden = layers.dense({ name: 'hidden', units, activation: 'relu' }).apply(side) as SymbolicTensor;
  return tensorflow.model({ inputs: vectors, outputs: hidden });
}
