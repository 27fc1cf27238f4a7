import type { LayersModel, SymbolicTensor } from '@tensorflow/tfjs';
import { z } from 'zod';
import type { Tensorflow } from '../tensorflow/load.ts';
import type { Encoder } from './encoder.ts';

/** What a text CNN is made of; see Backend for what it computes. */
export const cnnSchema = z.strictObject({
  type: z.literal('cnn'),
  /** Numbers in the vector of a token. */
  embedding: z.int().min(1).max(4096),
  /** Tokens that a filter looks at, ascending, each once. */
  widths: z
    .array(z.int().min(1).max(16))
    .min(1)
    .refine((widths) => widths.every((width, i) => i === 0 || width > (widths[i - 1] ?? 0)), 'must ascend'),
  /** Filters of each width. */
  filters: z.int().min(1).max(4096),
});
export type CnnArchitecture = z.infer<typeof cnnSchema>;

/**
 * Convolutions of several widths, the maximum of each filter over all positions, ReLU (Kim 2014, "Convolutional neural
 * networks for sentence classification"). Every token is seen by every offset of every filter, and one window of pads
 * alone always takes part.
 */
export function cnnEncoder(spec: CnnArchitecture): Encoder {
  const { embedding, widths, filters } = spec;
  const widest = Math.max(...widths);
  return {
    padding: { front: widest - 1, behind: widest, atLeast: 0, align: 'start' },
    features: widths.length * filters,
    weights: widths.flatMap((width) => [
      { name: `conv${width}/kernel`, shape: [width, embedding, filters] },
      { name: `conv${width}/bias`, shape: [filters] },
    ]),
    build: (tensorflow) => buildCnn(tensorflow, spec),
  };
}

/**
 * ReLU never decreases, so taking it after the maximum changes no result, costs less, and lets only the strongest window
 * of a filter learn.
 */
function buildCnn(tensorflow: Tensorflow, { embedding, widths, filters }: CnnArchitecture): LayersModel {
  const { layers } = tensorflow;
  const vectors = tensorflow.input({ shape: [null, embedding], name: 'vectors' });
  const pooled = widths.map((width) => {
    const convolution = layers.conv1d({ name: `conv${width}`, filters, kernelSize: width, padding: 'valid' });
    const strongest = layers.globalMaxPooling1d({ name: `pool${width}` });
    const rectified = layers.reLU({ name: `relu${width}` });
    return rectified.apply(strongest.apply(convolution.apply(vectors))) as SymbolicTensor;
  });
  const features =
    pooled.length === 1 ? pooled : (layers.concatenate({ name: 'features' }).apply(pooled) as SymbolicTensor);
  return tensorflow.model({ inputs: vectors, outputs: features });
}
