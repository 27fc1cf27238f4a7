import type { layers, NamedTensorMap, Tensor, Variable } from '@tensorflow/tfjs';
import type { Tensorflow } from '../tensorflow/load.ts';
import { type Learner } from './learner.ts';
import { createLearner, type Optimiser } from './optimiser.ts';
import type { Random } from './random.ts';

type Layer = layers.Layer;

/** A weight inside TensorFlow that learns outside of it. */
export interface WeightLearner {
  readonly state: Learner['state'];
  /** One step with the gradient that goes by the name of the weight. */
  step(gradients: NamedTensorMap, rate: number): void;
  /** Hands the values to TensorFlow, after `state` was put back. */
  write(): void;
}

/** Starts the weights of layers from a seed and makes each a learner; kernels have weight decay, biases none. */
export function createLayerLearners(
  tensorflow: Tensorflow,
  all: readonly Layer[],
  { optimiser, weightDecay }: { optimiser: Optimiser; weightDecay: number },
  random: Random,
): WeightLearner[] {
  return all.flatMap((layer) =>
    layer.trainableWeights.map((weight) => {
      const shape = weight.shape.map((size) => size ?? 1);
      const isKernel = shape.length > 1;
      const learner = createLearner(
        optimiser,
        startValues(shape, random),
        shape.at(-1) ?? 1,
        isKernel ? weightDecay : 0,
      );
      return bind(tensorflow, learner, shape, weight.name, (tensor) => weight.write(tensor));
    }),
  );
}

/** A matrix that starts at zero, and its learner. */
export function createVariable(
  tensorflow: Tensorflow,
  shape: readonly [number, number],
  optimiser: Optimiser,
): { variable: Variable; learner: WeightLearner } {
  const variable = tensorflow.tidy(() => tensorflow.variable(tensorflow.zeros([...shape])));
  const values = createLearner(optimiser, new Float32Array(shape[0] * shape[1]), shape[1]);
  const assign = (tensor: Tensor): void => variable.assign(tensor);
  return { variable, learner: bind(tensorflow, values, shape, variable.name, assign) };
}

function bind(
  tensorflow: Tensorflow,
  learner: Learner,
  shape: readonly number[],
  name: string,
  assign: (values: Tensor) => void,
): WeightLearner {
  const write = (): void => {
    tensorflow.tidy(() => assign(tensorflow.tensor(learner.values, [...shape])));
  };
  write();
  return {
    state: learner.state,
    step(gradients, rate) {
      learner.step(gradientOf(gradients, name), rate);
      write();
    },
    write,
  };
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
