import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wilsonInterval } from '../../../services/alert/facts/wilson-interval.ts';

/** Newcombe, Statistics in Medicine 17 (1998), table I, method 3: the score interval without continuity correction. */
const published = [
  { k: 81, n: 263, interval: [0.2553, 0.3662] },
  { k: 15, n: 148, interval: [0.0624, 0.1605] },
  { k: 0, n: 20, interval: [0, 0.1611] },
  { k: 1, n: 29, interval: [0.0061, 0.1718] },
] as const;

for (const { k, n, interval } of published) {
  test(`the interval of ${k} of ${n} is the published one`, () => {
    assert.deepEqual(
      wilsonInterval(k, n).map((end) => Number(end.toFixed(4))),
      interval,
    );
  });
}

test('the interval is a share, holds the share seen, and is the same from the other side', () => {
  for (const n of [1, 2, 5, 7, 49, 1_000, 1e9]) {
    for (const k of [0, 1, Math.floor(n / 3), n - 1, n]) {
      const [low, high] = wilsonInterval(k, n);
      assert.ok(0 <= low && low <= k / n && k / n <= high && high <= 1, `${k} of ${n}: ${low}, ${high}`);
      const [otherLow, otherHigh] = wilsonInterval(n - k, n);
      assert.ok(Math.abs(1 - otherHigh - low) < 1e-9 && Math.abs(1 - otherLow - high) < 1e-9);
    }
  }
});

test('of nothing, nothing is known', () => assert.deepEqual(wilsonInterval(0, 0), [0, 1]));
