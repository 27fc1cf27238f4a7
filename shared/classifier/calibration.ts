import type { Manifest } from './model/manifest.ts';

/** Negative, neutral, positive, before the softmax. */
export type Logits = [number, number, number];

/**
 * softmax(logits / temperature + bias) of three logits, written to `into` from `at` on. Temperature with a bias for
 * each class: vector scaling with one common factor, after Guo et al., "On Calibration of Modern Neural Networks", 2017.
 */
export function calibrate(
  { temperature, bias }: Manifest['calibration'],
  logits: Logits,
  into: Float32Array,
  at: number,
): void {
  const a = logits[0] / temperature + bias[0];
  const b = logits[1] / temperature + bias[1];
  const c = logits[2] / temperature + bias[2];
  const largest = Math.max(a, b, c);
  const ea = Math.exp(a - largest);
  const eb = Math.exp(b - largest);
  const ec = Math.exp(c - largest);
  const sum = ea + eb + ec;
  into[at] = ea / sum;
  into[at + 1] = eb / sum;
  into[at + 2] = ec / sum;
}
