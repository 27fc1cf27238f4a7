import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createRmsProp } from '#shared/classifier/training/rmsprop.ts';

const near = (actual: number | undefined, expected: number): void => {
  assert.ok(Math.abs((actual ?? NaN) - expected) < 1e-5, `${actual}, expected ${expected}`);
};

describe('RMSprop', () => {
  test('takes its steps as the published formula says', () => {
    const { values, step } = createRmsProp(Float32Array.of(0), 1);
    step(Float32Array.of(2), 0.1);
    near(values[0], -(0.1 * 2) / Math.sqrt(0.1 * 4));
    step(Float32Array.of(-1), 0.1);
    near(values[0], -(0.1 * 2) / Math.sqrt(0.1 * 4) + 0.1 / Math.sqrt(0.9 * 0.4 + 0.1));
  });

  test('moves only the rows that are named', () => {
    const { values, state, stepRows } = createRmsProp(new Float32Array(6), 2);
    stepRows(Int32Array.of(2), Float32Array.of(1, -1), 0.1);
    assert.deepEqual([...values.subarray(0, 4)], [0, 0, 0, 0]);
    near(values[4], -(values[5] ?? NaN));
    assert.ok((values[4] ?? 0) < 0);
    assert.equal(state[0], values);
  });
});
