import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { measure } from '#shared/classifier/evaluation/metrics.ts';
import {
  applyCalibration,
  calibrateAt,
  correctPrior,
  fitCalibration,
} from '#shared/classifier/training/calibrate.ts';
import { createRandom } from '#shared/classifier/training/random.ts';

/** Logits, and labels drawn from softmax(logits / temperature + bias). */
function drawn(
  count: number,
  temperature: number,
  bias: number[],
): { logits: Float32Array; labels: number[] } {
  const random = createRandom(11);
  const logits = Float32Array.from({ length: count * 3 }, () => random.normal() * 3);
  const probabilities = applyCalibration(logits, { temperature, bias });
  const labels = Array.from({ length: count }, (_, i) => {
    const at = random.next();
    const [a = 0, b = 0] = probabilities.subarray(i * 3);
    return at < a ? 0 : at < a + b ? 1 : 2;
  });
  return { logits, labels };
}

describe('calibration', () => {
  test('finds the temperature and the bias that the labels were drawn with', () => {
    const { logits, labels } = drawn(20_000, 2, [0.5, 0, -0.5]);
    const { temperature, bias } = fitCalibration(logits, labels, 3);
    assert.ok(Math.abs(temperature - 2) < 0.1, `temperature ${temperature}`);
    [0.5, 0, -0.5].forEach((value, c) => assert.ok(Math.abs(bias[c]! - value) < 0.06, `bias ${bias.join()}`));
  });

  test('lowers the calibration error of an over-confident model', () => {
    const { logits, labels } = drawn(5000, 3, [0, 0, 0]);
    const before = measure(applyCalibration(logits, { temperature: 1, bias: [0, 0, 0] }), labels, 3);
    const after = measure(applyCalibration(logits, fitCalibration(logits, labels, 3)), labels, 3);
    assert.ok(after.ece < 0.03 && before.ece > 0.1, `${before.ece} before, ${after.ece} after`);
  });

  test('makes probabilities that add up to 1, for extreme logits too', () => {
    const values = applyCalibration(Float32Array.of(1000, -1000, 0), { temperature: 0.5, bias: [0, 0, 0] });
    assert.deepEqual([...values], [1, 0, 0]);
  });
});

test('a prior correction divides every probability by the share of its class', () => {
  const plain = { temperature: 1, bias: [0, 0, 0] };
  const logits = Float32Array.from([0.2, 0.5, 0.3].map(Math.log));
  const corrected = applyCalibration(logits, correctPrior(plain, [0.1, 0.6, 0.3], 1));
  const [a, b, c] = [0.2 / 0.1, 0.5 / 0.6, 0.3 / 0.3];
  [a, b, c].forEach((value, i) => assert.ok(Math.abs(corrected[i]! - value / (a + b + c)) < 1e-6));
  assert.deepEqual(correctPrior(plain, [0.1, 0.6, 0.3], 0).bias.map(Math.abs), [0, 0, 0]);
});

test('at the operating point the mean confidence is the share of right decisions, and no decision changes', () => {
  const { logits, labels } = drawn(4000, 2, [-1.2, 0.6, 0.6]);
  const shares = [0, 1, 2].map((c) => labels.filter((label) => label === c).length / labels.length);
  const moved = applyCalibration(logits, correctPrior(fitCalibration(logits, labels, 3), shares, 1));
  const matched = applyCalibration(logits, calibrateAt(1, logits, labels, shares));
  const confidence = (values: Float32Array): number =>
    labels.reduce((sum, _, i) => sum + Math.max(...values.subarray(i * 3, i * 3 + 3)), 0) / labels.length;
  const after = measure(matched, labels, 3);
  assert.equal(after.accuracy, measure(moved, labels, 3).accuracy);
  assert.ok(Math.abs(confidence(matched) - after.accuracy) < 1e-4);
  const apart = Math.abs(confidence(moved) - after.accuracy);
  assert.ok(apart > 0.001, `${apart} without it`);
});
