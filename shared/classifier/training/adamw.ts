import type { Learner } from './learner.ts';

/** Adam's usual memory of the mean and of the variance of the gradient. */
const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-7;

/**
 * AdamW (Loshchilov and Hutter 2019, "Decoupled weight decay regularization"); without decay, Adam.
 * @param width numbers in a row.
 * @param decay share of a value that is taken off at each step, times the rate.
 */
export function createAdamW(values: Float32Array, width: number, decay = 0): Learner {
  const mean = new Float32Array(values.length);
  const variance = new Float32Array(values.length);
  const steps = new Int32Array(values.length / width);

  const stepRow = (row: number, gradient: Float32Array, from: number, rate: number): void => {
    const count = (steps[row] = (steps[row] as number) + 1);
    const meanScale = 1 / (1 - BETA1 ** count);
    const varianceScale = 1 / (1 - BETA2 ** count);
    for (let i = 0, at = row * width; i < width; i++, at++) {
      const g = gradient[from + i] as number;
      const m = (mean[at] = BETA1 * (mean[at] as number) + (1 - BETA1) * g);
      const v = (variance[at] = BETA2 * (variance[at] as number) + (1 - BETA2) * g * g);
      const value = values[at] as number;
      values[at] =
        value - rate * ((m * meanScale) / (Math.sqrt(v * varianceScale) + EPSILON) + decay * value);
    }
  };

  return {
    values,
    state: [values, mean, variance, steps],
    step(gradient, rate) {
      for (let row = 0; row < steps.length; row++) stepRow(row, gradient, row * width, rate);
    },
    stepRows(rows, gradient, rate) {
      for (let i = 0; i < rows.length; i++) stepRow(rows[i] as number, gradient, i * width, rate);
    },
  };
}
