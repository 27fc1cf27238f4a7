import type { LayersModel, SymbolicTensor } from '@tensorflow/tfjs';
import type { CnnArchitecture } from '../model/manifest.ts';
import type { Tensorflow } from '../tensorflow/load.ts';
import type { Padding } from './padding.ts';

/** Every token is seen by every offset of every filter; one window of pads alone always takes part. See Backend. */
export function cnnPadding({ widths }: CnnArchitecture): Padding {
  const widest = Math.max(...widths);
  return { front: widest - 1, behind: widest };
}

/**
 * Convolutions of several widths, the maximum of each filter over all positions, ReLU (Kim 2014, "Convolutional neural
 * networks for sentence classification"). ReLU never decreases, so taking it after the maximum changes no result, costs
 * less, and lets only the strongest window of a filter learn.
 */
export function buildCnn(
  tensorflow: Tensorflow,
  { embedding, widths, filters }: CnnArchitecture,
): LayersModel {
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
