import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createAdamW } from '#shared/classifier/training/adamw.ts';

const near = (actual: ArrayLike<number>, expected: readonly number[]): void => {
  assert.ok(
    expected.every((value, i) => Math.abs(value - actual[i]!) < 1e-5),
    `${Array.from(actual).join()}, expected ${expected.join()}`,
  );
};

describe('AdamW', () => {
  test('takes a first step as long as the rate, whatever the size of the gradient', () => {
    const { values, step } = createAdamW(Float32Array.from([1, 1, 1]), 1);
    step(Float32Array.from([1000, -0.01, 0]), 0.1);
    near(values, [0.9, 1.1, 1]);
  });

  test('takes its second step as the published formula says', () => {
    const { values, step } = createAdamW(Float32Array.from([0]), 1);
    step(Float32Array.from([1]), 0.1);
    step(Float32Array.from([2]), 0.1);
    const mean = (0.9 * 0.1 * 1 + 0.1 * 2) / (1 - 0.9 ** 2);
    const variance = (0.999 * 0.001 * 1 + 0.001 * 4) / (1 - 0.999 ** 2);
    near(values, [-0.1 - (0.1 * mean) / Math.sqrt(variance)]);
  });

  test('decays values by their own size, apart from the gradient', () => {
    const { values, step } = createAdamW(Float32Array.from([2]), 1, 0.5);
    step(Float32Array.from([0]), 0.1);
    near(values, [2 - 0.1 * 0.5 * 2]);
  });

  test('moves only the rows that are named, each by its own count of steps', () => {
    const { values, stepRows } = createAdamW(new Float32Array(6), 2);
    stepRows(Int32Array.of(2), Float32Array.of(1, -1), 0.1);
    near(values, [0, 0, 0, 0, -0.1, 0.1]);
    stepRows(Int32Array.of(0), Float32Array.of(5, 5), 0.1);
    near(values, [-0.1, -0.1, 0, 0, -0.1, 0.1]);
  });

  test('finds the minimum of a bowl', () => {
    const { values, step } = createAdamW(Float32Array.from([3, -2]), 2);
    for (let i = 0; i < 500; i++)
      step(Float32Array.from([values[0]! - 1, 4 * (values[1]! - 2)]), 0.1 * (1 - i / 500));
    assert.ok(Math.abs(values[0]! - 1) < 1e-2 && Math.abs(values[1]! - 2) < 1e-2, values.join());
  });
});
