import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { gridOf } from '../../../services/alert/backtest/counts/bucket-length.ts';
import { MINUTE } from '../../../services/alert/detection/windows.ts';

const start = Date.UTC(2025, 2, 14);
const times = (minutes: readonly number[]): { size: number; time(row: number): number } => ({
  size: minutes.length,
  time: (row) => start + minutes[row]! * MINUTE,
});
const minutesOf = (...products: readonly number[][]): number | null => {
  const grid = gridOf(products.map(times));
  return grid && grid.length / MINUTE;
};

describe('the length of a bucket', () => {
  test('is the step of a series, whatever is missing of it', () => {
    const lengths = fc.constantFrom(1, 2, 5, 7, 10, 15, 30, 60);
    const kept = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 300, maxLength: 300 });
    fc.assert(
      fc.property(lengths, kept, fc.double({ min: 0.3, max: 1, noNaN: true }), (length, draws, share) => {
        const rows = draws.flatMap((draw, i) => (draw <= share ? [i * length] : []));
        fc.pre(rows.length >= 100);
        assert.equal(minutesOf(rows), length);
      }),
    );
  });

  test('is that of all the rows where they are few, and far from each other', () => {
    assert.equal(minutesOf([0, 10, 15, 25, 50]), 5);
    assert.equal(minutesOf([0, 12, 30, 40, 58]), 2);
  });

  test('is found across products that have few rows each', () => {
    assert.equal(minutesOf([0, 60], [15, 75], [30, 90, 150]), 15);
  });

  test('does not shrink for a time that was mistyped', () => {
    assert.equal(minutesOf([0, 5, 10, 13]), 5);
    assert.equal(minutesOf([0, 1, 5, 10, 15, 20, 25]), 5);
  });

  test('is not known of one time', () => {
    assert.equal(minutesOf([0], [0], []), null);
    assert.equal(minutesOf(), null);
  });
});
