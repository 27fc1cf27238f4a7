import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createRandom } from '#shared/classifier/training/random.ts';

const draw = (seed: number, count: number): number[] => {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => random.next());
};

describe('random numbers', () => {
  test('are determined by the seed', () => {
    assert.deepEqual(draw(3, 10), draw(3, 10));
    assert.notDeepEqual(draw(3, 10), draw(4, 10));
  });

  test('are uniform in [0, 1)', () => {
    const values = draw(1, 20_000);
    assert.ok(values.every((value) => value >= 0 && value < 1));
    for (let tenth = 0; tenth < 10; tenth++) {
      const count = values.filter((value) => Math.floor(value * 10) === tenth).length;
      assert.ok(Math.abs(count - 2000) < 200, `${count} of 2,000 expected`);
    }
  });

  test('are normal on demand', () => {
    const random = createRandom(5);
    const values = Array.from({ length: 20_000 }, () => random.normal());
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length;
    assert.ok(Math.abs(mean) < 0.03 && Math.abs(variance - 1) < 0.05, `${mean}, ${variance}`);
  });

  test('shuffle every element to a place of its own', () => {
    const array = Int32Array.from({ length: 100 }, (_, i) => i);
    createRandom(9).shuffle(array);
    assert.notDeepEqual(
      [...array],
      [...array].sort((a, b) => a - b),
    );
    assert.equal(new Set(array).size, 100);
  });
});
