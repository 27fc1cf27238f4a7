import type { Tensor, Tensor3D, Tensor4D } from '@tensorflow/tfjs';
import type { Tensorflow } from '../../tensorflow/load.ts';

/**
 * The recurrence of a cell over whole sequences, with its own backward pass. Both directions of a bidirectional layer
 * are computed at once, each with weights of its own; whoever calls turns the second one round.
 */
export interface Cell {
  /** Columns of the kernel for each unit. */
  readonly gates: number;
  /**
   * What to add to each gate's sum where a pad is, so that the pad changes nothing: one number for each gate, 0 or so far
   * from 0 that the gate is fully open or closed.
   */
  readonly atPads: readonly number[];
  /**
   * @param inputs [directions, steps, texts, inputs], in the order in which each direction reads.
   * @param kernel [directions, inputs, gates × units], with the biases in it as the weights of an input that is 1.
   * @param recurrent [directions, units, gates × units].
   * @returns the state after each step, [directions, steps, texts, units].
   */
  run(tensorflow: Tensorflow, inputs: Tensor4D, kernel: Tensor3D, recurrent: Tensor3D): Tensor4D;
}

/** Gates are σ(x): beyond this they are 0 or 1 to the last bit of a float32. */
export const FAR = 1e9;

/** What all inputs add to the gates, a matrix product for all steps at once: for each step [directions, texts, columns]. */
export function projectSteps(tensorflow: Tensorflow, inputs: Tensor4D, kernel: Tensor3D): Tensor3D[] {
  const [directions, steps, texts, width] = inputs.shape;
  const flat = inputs.reshape([directions, steps * texts, width]);
  const columns = kernel.shape[2];
  const projected = tensorflow.matMul(flat, kernel).reshape([directions, steps, texts, columns]);
  return stepsOf(tensorflow, projected);
}

/** [directions, steps, …] as one tensor a step. */
export const stepsOf = (tensorflow: Tensorflow, all: Tensor): Tensor3D[] =>
  tensorflow.unstack(all, 1) as Tensor3D[];

/** One tensor a step as [directions, steps, …]. */
export const joinSteps = (tensorflow: Tensorflow, steps: Tensor3D[]): Tensor4D =>
  tensorflow.stack(steps, 1) as Tensor4D;

/**
 * The gradient of a matrix product that was made for all steps, by both factors.
 * @param left [directions, steps, texts, inputs] @param right [directions, inputs, columns]
 * @param gradient of their product, [directions, steps, texts, columns].
 */
export function productGradients(
  tensorflow: Tensorflow,
  left: Tensor4D,
  right: Tensor3D,
  gradient: Tensor4D,
): { left: Tensor4D; right: Tensor3D } {
  const [directions, steps, texts, width] = left.shape;
  const flat = gradient.reshape<Tensor3D>([directions, steps * texts, right.shape[2]]);
  return {
    left: tensorflow.matMul(flat, right, false, true).reshape([directions, steps, texts, width]),
    right: tensorflow.matMul(left.reshape<Tensor3D>([directions, steps * texts, width]), flat, true, false),
  };
}

/** The states before each step: the first are zeros, then those after the steps, without the last. */
export function statesBefore(tensorflow: Tensorflow, states: Tensor4D): Tensor4D {
  const [directions, steps, texts, units] = states.shape;
  const first = tensorflow.zeros([directions, 1, texts, units]);
  const rest = tensorflow.slice(states, [0, 0, 0, 0], [directions, steps - 1, texts, units]);
  return tensorflow.concat([first, rest], 1) as Tensor4D;
}
