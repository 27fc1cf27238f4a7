import type { Learner } from './learner.ts';

const MEMORY = 0.9;
const EPSILON = 1e-7;

/**
 * RMSprop (Tieleman and Hinton 2012, lecture 6.5 of "Neural networks for machine learning"): steps by the gradient over
 * the root of its running mean square.
 * @param width numbers in a row.
 */
export function createRmsProp(values: Float32Array, width: number): Learner {
  const squares = new Float32Array(values.length);

  const stepRange = (at: number, count: number, gradient: Float32Array, from: number, rate: number): void => {
    for (let i = 0; i < count; i++) {
      const g = gradient[from + i] as number;
      const square = (squares[at + i] = MEMORY * (squares[at + i] as number) + (1 - MEMORY) * g * g);
      values[at + i] = (values[at + i] as number) - (rate * g) / (Math.sqrt(square) + EPSILON);
    }
  };

  return {
    values,
    state: [values, squares],
    step(gradient, rate) {
      stepRange(0, values.length, gradient, 0, rate);
    },
    stepRows(rows, gradient, rate) {
      for (let i = 0; i < rows.length; i++) {
        stepRange((rows[i] as number) * width, width, gradient, i * width, rate);
      }
    },
  };
}
