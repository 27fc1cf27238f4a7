import type { layers, NamedTensorMap } from '@tensorflow/tfjs';
import type { Tensorflow } from '../tensorflow/load.ts';
import { createAdamW } from './adamw.ts';
import type { Random } from './random.ts';

type Layer = layers.Layer;

/** One weight of a layer that learns. */
export interface LayerLearner {
  /** One step with the gradient that goes by the name of the weight. */
  step(gradients: NamedTensorMap, rate: number): void;
}

/**
 * Starts the weights of layers from a seed and makes each a learner: kernels uniform by Glorot's rule, with weight
 * decay; biases zero, without.
 */
export function createLayerLearners(
  tensorflow: Tensorflow,
  all: readonly Layer[],
  weightDecay: number,
  random: Random,
): LayerLearner[] {
  return all.flatMap((layer) =>
    layer.trainableWeights.map((weight) => {
      const shape = weight.shape.map((size) => size ?? 1);
      const values = startValues(shape, random);
      const isKernel = shape.length > 1;
      const learner = createAdamW(values, shape.at(-1) ?? 1, isKernel ? weightDecay : 0);
      const write = (): void => {
        tensorflow.tidy(() => {
          weight.write(tensorflow.tensor(learner.values, shape));
        });
      };
      write();
      return {
        step(gradients: NamedTensorMap, rate: number) {
          learner.step(gradientOf(gradients, weight.name), rate);
          write();
        },
      };
    }),
  );
}

/** The numbers of a gradient. */
export function gradientOf(gradients: NamedTensorMap, name: string): Float32Array {
  const values = gradients[name]?.dataSync();
  if (!(values instanceof Float32Array)) throw new Error(`no gradient for ${name}`);
  return values;
}

/** Glorot and Bengio 2010: uniform within ±√(6 / (inputs + outputs)), where a kernel's window counts on both sides. */
function startValues(shape: readonly number[], random: Random): Float32Array {
  const count = shape.reduce((product, size) => product * size, 1);
  const values = new Float32Array(count);
  if (shape.length < 2) return values;
  const [outputs = 1, inputs = 1] = shape.toReversed();
  const window = count / (inputs * outputs);
  const limit = Math.sqrt(6 / (window * (inputs + outputs)));
  for (let i = 0; i < count; i++) values[i] = (random.next() * 2 - 1) * limit;
  return values;
}
