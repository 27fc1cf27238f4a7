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
 * Part of the correction keeps much of the accuracy and most of the gain in macro-recall.
 */
export function correctPrior(
  calibration: Calibration,
  shares: readonly number[],
  strength: number,
): Calibration {
  const bias = calibration.bias.map((value, c) => value - strength * Math.log(shares[c] ?? 1));
  return { ...calibration, bias: centred(bias) };
}

/**
 * Temperature and bias for the operating point: fitted, moved towards rare classes (see correctPrior), then all logits
 * scaled by one factor, at which the mean confidence in the chosen class is the share that is chosen right. The last
 * step changes no decision; without it a moved model is measured as worse calibrated than it has to be.
 */
export function calibrateAt(
  strength: number,
  logits: Float32Array,
  labels: ArrayLike<number>,
  shares: readonly number[],
): Calibration {
  const fitted = fitCalibration(logits, labels, shares.length);
  if (strength === 0) return fitted;
  const moved = correctPrior(fitted, shares, strength);
  return scaled(moved, factorOfConfidence(applyCalibration(logits, moved), labels, shares.length));
}

const scaled = ({ temperature, bias }: Calibration, factor: number): Calibration => ({
  temperature: temperature / factor,
  bias: bias.map((value) => value * factor),
});

/** The mean largest probability rises with the factor, so halving finds it; between 1/2 and 2. */
function factorOfConfidence(probabilities: Float32Array, labels: ArrayLike<number>, classes: number): number {
  const rows = Array.from({ length: labels.length }, (_, i) =>
    probabilities.subarray(i * classes, (i + 1) * classes),
  );
  const right = rows.filter((row, i) => row[labels[i] as number] === Math.max(...row)).length;
  let [low, high] = [-1, 1];
  for (let step = 0; step < 30; step++) {
    const power = 2 ** ((low + high) / 2);
    const confidence = rows.reduce((sum, row) => {
      const most = Math.max(...row);
      return sum + 1 / row.reduce((total, value) => total + (value / most) ** power, 0);
    }, 0);
    if (confidence < right) low = (low + high) / 2;
    else high = (low + high) / 2;
  }
  return 2 ** ((low + high) / 2);
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
