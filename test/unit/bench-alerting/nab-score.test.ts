import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  nabScore,
  probation,
  profiles,
  rawScore,
  scaledSigmoid,
  type ScoredFile,
} from '../../../bench/alerting/nab-score.ts';

const [standard, lowFalsePositives, lowFalseNegatives] = profiles as [
  (typeof profiles)[number],
  (typeof profiles)[number],
  (typeof profiles)[number],
];
const near = (actual: number, expected: number, within = 1e-5): void =>
  assert.ok(Math.abs(actual - expected) <= within, `${actual} is not ${expected}`);

describe('the score of NAB', () => {
  // Two windows of 101 rows in a file whose first 750 rows do not count.
  const file = (...detections: number[]): ScoredFile => ({
    rows: 10_000,
    windows: [
      [2_000, 2_100],
      [5_000, 5_100],
    ],
    detections,
  });

  test('the sigmoid has the values that NAB states', () => {
    near(scaledSigmoid(-1), 0.98661);
    near(scaledSigmoid(-0.5), 0.84828);
    assert.equal(scaledSigmoid(0), 0);
    near(scaledSigmoid(1), -0.98661);
    assert.equal(scaledSigmoid(3), -1);
  });

  test('15 % of a file is on probation, 750 rows at most', () => {
    assert.equal(probation(1_000), 150);
    assert.equal(probation(15_902), 750);
    assert.equal(rawScore(file(749), standard).falseAlarms, 0);
    assert.equal(rawScore(file(750), standard).falseAlarms, 1);
  });

  test('silence is 0 and finding all at the first row is 100, in every profile', () => {
    for (const profile of profiles) {
      assert.equal(nabScore([file(), file()], profile).score, 0);
      near(nabScore([file(2_000, 5_000), file(2_000, 5_000)], profile).score, 100, 1e-9);
    }
  });

  test('only the first detection in a window counts', () => {
    const once = rawScore(file(2_050), standard);
    const often = rawScore(file(2_099, 2_050, 2_051), standard);
    assert.deepEqual(often, once);
    assert.equal(once.found, 1);
    near(once.score, scaledSigmoid(-51 / 101) / scaledSigmoid(-1) - 1, 1e-12);
  });

  test('a false alarm costs all of its weight before any window and little just behind one', () => {
    const quiet = rawScore(file(), standard).score;
    near(rawScore(file(1_000), standard).score - quiet, -0.11, 1e-12);
    near(rawScore(file(2_101), standard).score - quiet, 0.11 * scaledSigmoid(0.01), 1e-12);
    near(rawScore(file(2_200), lowFalsePositives).score - quiet, 0.22 * scaledSigmoid(1), 1e-12);
    near(rawScore(file(2_500), standard).score - quiet, -0.11, 1e-12);
  });

  test('a miss costs twice as much where misses matter', () => {
    assert.equal(rawScore(file(), standard).score, -2);
    assert.equal(rawScore(file(), lowFalseNegatives).score, -4);
  });
});
