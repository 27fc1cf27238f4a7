import type { layers, LayersModel } from '@tensorflow/tfjs';
import type { Weight } from '../model/model.ts';
import { TonewatchError } from '../../errors/tonewatch-error.ts';
import type { Tensorflow } from './load.ts';

type Layer = layers.Layer;

/** What layers call their weights, in the order in which they hold them. */
const roles = ['kernel', 'bias', 'recurrent'] as const;

/** Layers with weights: [name in the manifest, shape] of each weight, in the order of `layer.getWeights()`. */
export function weightNames(layer: Layer): { name: string; shape: readonly number[] }[] {
  return layer
    .getWeights()
    .map((weight, i) => ({ name: `${layer.name}/${roles[i] ?? i}`, shape: weight.shape }));
}

/**
 * Puts the weights of a model into the layers that are called like them.
 * @throws MODEL_INVALID when one is missing.
 */
export function fillLayers(
  tensorflow: Tensorflow,
  model: LayersModel,
  weights: ReadonlyMap<string, Pick<Weight, 'shape' | 'values'>>,
): void {
  for (const layer of model.layers) {
    tensorflow.tidy(() => {
      layer.setWeights(
        weightNames(layer).map(({ name, shape }) => {
          const weight = weights.get(name);
          if (!weight) throw new TonewatchError('MODEL_INVALID', `weight ${name} is missing`);
          return tensorflow.tensor(weight.values, [...shape]);
        }),
      );
    });
  }
}

/** The weights of all layers by their names in the manifest. */
export function readLayers(
  model: LayersModel,
): Map<string, { shape: readonly number[]; values: Float32Array }> {
  const weights = new Map<string, { shape: readonly number[]; values: Float32Array }>();
  for (const layer of model.layers) {
    const tensors = layer.getWeights();
    for (const [i, { name, shape }] of weightNames(layer).entries()) {
      const values = tensors[i]?.dataSync();
      if (values instanceof Float32Array) weights.set(name, { shape, values: values.slice() });
    }
  }
  return weights;
}
