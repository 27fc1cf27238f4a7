import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  expectedIn,
  expectedShare,
  hourOfWeekAt,
  type Baseline,
} from '../../../services/alert/detection/baseline.ts';
import { DAY, HOUR, MINUTE } from '../../../services/alert/detection/windows.ts';
import { steady } from './baselines.ts';

/** Each hour of the week expects another number, and another share. */
const week: Baseline = {
  ...steady(),
  rate: Float64Array.from({ length: 168 }, (_, hour) => 12 * (hour + 1)),
  share: Float64Array.from({ length: 168 }, (_, hour) => (hour + 1) / 400),
};
const monday = Date.UTC(2026, 2, 16);
const thursday = Date.UTC(2026, 2, 19);

const near = (actual: number, expected: number): void =>
  assert.ok(Math.abs(actual - expected) <= 1e-6 * Math.max(1, expected), `${actual} is not ${expected}`);

test('the week begins on Thursday at 00:00 UTC, and ends there', () => {
  assert.equal(hourOfWeekAt(thursday), 0);
  assert.equal(hourOfWeekAt(thursday - 1), 167);
  assert.equal(hourOfWeekAt(thursday + HOUR - 1), 0);
  assert.equal(hourOfWeekAt(monday + 9 * HOUR), 4 * 24 + 9);
  // Also before the Unix clock began.
  assert.equal(hourOfWeekAt(-1), 167);
});

describe('what a window is expected to hold', () => {
  test('within an hour is its part of that hour', () => {
    const { mentions, negative } = expectedIn(week, monday + 10 * HOUR, 15);
    const hour = 4 * 24 + 9;
    near(mentions, 3 * (hour + 1));
    near(negative, (3 * (hour + 1) * (hour + 1)) / 400);
  });

  test('over the end of an hour is a part of each', () => {
    const { mentions } = expectedIn(week, monday + 10 * HOUR + 5 * MINUTE, 15);
    near(mentions, 2 * (4 * 24 + 10) + (4 * 24 + 11));
  });

  test('over the end of the week goes on at its beginning', () => {
    const { mentions, negative } = expectedIn(week, thursday + 30 * MINUTE, 60);
    near(mentions, 6 * 168 + 6);
    near(negative, (6 * 168 * 168 + 6) / 400);
  });

  test('over a day is that of its hours', () => {
    const { mentions } = expectedIn(week, thursday + DAY, 1_440);
    near(mentions, (12 * (24 * 25)) / 2);
  });

  test('is that of its parts together, wherever it is cut', () => {
    const minutes = fc.integer({ min: 0, max: 3_000 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3e6 }), minutes, minutes, (minute, before, after) => {
        const end = (27_000_000 + minute) * MINUTE;
        const whole = expectedIn(week, end, before + after);
        const first = expectedIn(week, end - after * MINUTE, before);
        const second = expectedIn(week, end, after);
        near(first.mentions + second.mentions, whole.mentions);
        near(first.negative + second.negative, whole.negative);
      }),
      { seed: 106, numRuns: 500 },
    );
  });

  test('is the same a week later', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3e6 }), fc.integer({ min: 1, max: 1_440 }), (minute, minutes) => {
        const end = (27_000_000 + minute) * MINUTE;
        near(expectedIn(week, end + 7 * DAY, minutes).mentions, expectedIn(week, end, minutes).mentions);
      }),
      { seed: 107 },
    );
  });
});

describe('the usual share of a window', () => {
  test('weighs its hours by their mentions', () => {
    const end = monday + 10 * HOUR + 30 * MINUTE;
    const [a, b] = [4 * 24 + 10, 4 * 24 + 11];
    near(expectedShare(week, expectedIn(week, end, 60), end), (a * a + b * b) / 400 / (a + b));
  });

  test('where no mention is expected is that of the hour at its end', () => {
    const silent = { ...week, rate: new Float64Array(168) };
    const end = monday + 10 * HOUR;
    near(expectedShare(silent, expectedIn(silent, end, 360), end), (4 * 24 + 10) / 400);
  });

  test('is never certain', () => {
    const end = monday;
    for (const [share, expected] of [
      [0, 0.002],
      [1, 0.998],
    ] as const) {
      const baseline = steady({ share });
      assert.equal(expectedShare(baseline, expectedIn(baseline, end, 60), end), expected);
    }
  });
});
