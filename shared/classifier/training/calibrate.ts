import type { Calibration } from '../model/output.ts';
import { createAdamW } from './adamw.ts';

const STEPS = 400;
const RATE = 0.05;

/**
 * The calibration under which the labels are most likely (Guo et al. 2017, with a bias per class). The loss is convex
 * in 1/temperature and bias, so the same minimum is found whatever comes in. The bias adds up to 0.
 * @param logits row-major [examples, classes].
 */
export function fitCalibration(
  logits: Float32Array,
  labels: ArrayLike<number>,
  classes: number,
): Calibration {
  const values = new Float32Array(1 + classes);
  values[0] = 1;
  const learner = createAdamW(values, values.length);
  const gradient = new Float32Array(values.length);
  const probabilities = new Float32Array(classes);
  for (let step = 0; step < STEPS; step++) {
    gradient.fill(0);
    const [inverse = 1, ...bias] = values;
    for (let i = 0; i < labels.length; i++) {
      const row = logits.subarray(i * classes, (i + 1) * classes);
      softmax(row, inverse, bias, probabilities);
      for (let c = 0; c < classes; c++) {
        const error = ((probabilities[c] as number) - (labels[i] === c ? 1 : 0)) / labels.length;
        gradient[0] = (gradient[0] as number) + error * (row[c] as number);
        gradient[1 + c] = (gradient[1 + c] as number) + error;
      }
    }
    learner.step(gradient, RATE * (1 - step / STEPS));
  }
  const [inverse = 1, ...bias] = values;
  return { temperature: 1 / Math.max(inverse, 1e-3), bias: centred(bias) };
}

/**
 * Moves the decision towards rare classes: every probability divided by the share of its class to the power `strength`.
 * Half the correction (0.5) keeps much of the accuracy and most of the gain in macro-recall.
 */
export function correctPrior(
  calibration: Calibration,
  shares: readonly number[],
  strength: number,
): Calibration {
  const bias = calibration.bias.map((value, c) => value - strength * Math.log(shares[c] ?? 1));
  return { ...calibration, bias: centred(bias) };
}

/** Row-major logits to row-major probabilities. */
export function applyCalibration(logits: Float32Array, { temperature, bias }: Calibration): Float32Array {
  const probabilities = new Float32Array(logits.length);
  for (let at = 0; at < logits.length; at += bias.length) {
    const end = at + bias.length;
    softmax(logits.subarray(at, end), 1 / temperature, bias, probabilities.subarray(at, end));
  }
  return probabilities;
}

function softmax(logits: Float32Array, inverse: number, bias: readonly number[], into: Float32Array): void {
  let most = -Infinity;
  for (let c = 0; c < into.length; c++) {
    into[c] = (logits[c] as number) * inverse + (bias[c] ?? 0);
    most = Math.max(most, into[c] as number);
  }
  let total = 0;
  for (let c = 0; c < into.length; c++) total += into[c] = Math.exp((into[c] as number) - most);
  for (let c = 0; c < into.length; c++) into[c] = (into[c] as number) / total;
}

function centred(bias: readonly number[]): number[] {
  const mean = bias.reduce((total, value) => total + value, 0) / bias.length;
  return bias.map((value) => value - mean);
}
