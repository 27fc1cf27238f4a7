import assert from 'node:assert/strict';
import { test } from 'node:test';
import { poissonInterval, quantile, quantileInterval } from '../../../bench/alerting/intervals.ts';
import { wilsonInterval } from '../../../services/alert/facts/wilson-interval.ts';

const near = (actual: readonly number[], expected: readonly number[]): void =>
  actual.forEach((value, i) =>
    assert.ok(Math.abs(value - expected[i]!) < 1e-3, `${value} is not ${expected[i]!}`),
  );

test('exact Poisson intervals are those of the tables', () => {
  near(poissonInterval(0), [0, 3.689]);
  near(poissonInterval(1), [0.0253, 5.5716]);
  near(poissonInterval(10), [4.7954, 18.3904]);
  // The chi-squared quantiles of 2,000 and 2,002 degrees of freedom, halved.
  near(
    poissonInterval(100_000).map((bound) => bound / 100_000),
    [0.99381, 1.00622],
  );
  near(
    poissonInterval(1_000).map((bound) => bound / 1_000),
    [0.93898, 1.06396],
  );
});

test('Wilson intervals', () => {
  near(wilsonInterval(0, 100), [0, 0.03699]);
  near(wilsonInterval(100, 100), [0.96301, 1]);
  near(wilsonInterval(5, 10), [0.23659, 0.76341]);
});

test('quantiles are values that occurred, what was never found comes last', () => {
  assert.equal(quantile([3, 1, 2], 0.5), 2);
  assert.equal(quantile([1, 2, Infinity], 0.9), Infinity);
  assert.ok(Number.isNaN(quantile([], 0.5)));
  assert.deepEqual(quantileInterval([4, 4, 4], 0.5), [4, 4]);
});
