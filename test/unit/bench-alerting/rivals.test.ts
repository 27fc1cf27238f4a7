import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { alarms } from '../../../bench/alerting/rivals/alarms.ts';
import { fixedShare } from '../../../bench/alerting/rivals/fixed-share.ts';
import { meanAndDeviations } from '../../../bench/alerting/rivals/mean-and-deviations.ts';
import { pointsOverHour } from '../../../bench/alerting/rivals/points-over-hour.ts';
import { rollingHours, type RollingHours } from '../../../bench/alerting/rivals/rolling-hours.ts';
import { weekAverage } from '../../../bench/alerting/rivals/week-average.ts';

const HOUR = 60;
const WEEK = 168 * HOUR;

/** Hours with so many mentions and negatives each, all in the first minute of the hour. */
function hours(...cells: readonly (readonly [mentions: number, negative: number])[]): RollingHours {
  const mentions = new Uint32Array(cells.length * HOUR);
  const negative = new Uint32Array(cells.length * HOUR);
  cells.forEach(([n, k], hour) => {
    mentions[hour * HOUR] = n;
    negative[hour * HOUR] = k;
  });
  return rollingHours({ start: 0, bucketMinutes: 1, mentions, scored: mentions, negative });
}

/** A week of hours with 2 and 4 negatives in turn: mean 3, deviation just above 1. Then one more. */
const weekAnd = (negative: number): RollingHours =>
  hours(...Array.from({ length: 168 }, (_, hour) => [20, hour % 2 === 0 ? 2 : 4] as const), [20, negative]);

describe('rules of others', () => {
  test('the last hour is held against the 168 hours before it', () => {
    const seen = weekAnd(9);
    assert.equal(seen.negative(WEEK + HOUR), 9);
    assert.equal(seen.mentions(WEEK + HOUR), 20);
    assert.equal(seen.weekMean(WEEK + HOUR), 3);
    assert.ok(Math.abs(seen.weekDeviation(WEEK + HOUR) - Math.sqrt(168 / 167)) < 1e-9);
    assert.ok(Number.isNaN(seen.weekMean(WEEK)));
  });

  test('mean and three deviations: above 6.01', () => {
    assert.equal(meanAndDeviations.holds(weekAnd(6), WEEK + HOUR), false);
    assert.equal(meanAndDeviations.holds(weekAnd(7), WEEK + HOUR), true);
  });

  test('150 % of the average: above 4.5', () => {
    assert.equal(weekAverage.holds(weekAnd(4), WEEK + HOUR), false);
    assert.equal(weekAverage.holds(weekAnd(5), WEEK + HOUR), true);
  });

  test('neither says anything without a week of history', () => {
    const seen = hours([20, 1], [20, 20]);
    assert.equal(meanAndDeviations.holds(seen, 2 * HOUR), false);
    assert.equal(weekAverage.holds(seen, 2 * HOUR), false);
  });

  test('over 30 % of ten mentions at least', () => {
    assert.equal(fixedShare.holds(hours([10, 3]), HOUR), false);
    assert.equal(fixedShare.holds(hours([10, 4]), HOUR), true);
    assert.equal(fixedShare.holds(hours([9, 9]), HOUR), false);
  });

  test('five points over the hour before, ten mentions in both', () => {
    assert.equal(pointsOverHour.holds(hours([100, 10], [100, 14]), 2 * HOUR), false);
    assert.equal(pointsOverHour.holds(hours([100, 10], [100, 16]), 2 * HOUR), true);
    assert.equal(pointsOverHour.holds(hours([9, 0], [100, 50]), 2 * HOUR), false);
  });

  test('six hours of silence after an alarm, by the minute or by the hour', () => {
    const bad = hours(...Array.from({ length: 15 }, () => [10, 10] as const));
    assert.deepEqual(alarms(fixedShare, bad, 0, bad.buckets, 1), [1, 361, 721]);
    assert.deepEqual(alarms(fixedShare, bad, 0, bad.buckets, 60), [60, 420, 780]);
    assert.deepEqual(alarms(fixedShare, bad, 100, 500, 60), [120, 480]);
  });
});
