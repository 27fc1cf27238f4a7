import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { usualActivity, type UsualActivity } from '../../../services/alert/completeness/usual-activity.ts';
import {
  DAY,
  everyMinute,
  feedWith,
  HOUR,
  MINUTE,
  MONDAY,
  poisson,
  randomFrom,
  sampled,
} from './histories.ts';

const [feed] = ['feeds.x'];
const learnt = (days: number, records: (time: number) => number): UsualActivity => {
  const to = MONDAY + days * DAY;
  return usualActivity(feedWith(MONDAY, to, records).of(feed)[0]!.stretches, MONDAY, to);
};
const near = (found: number, expected: number, within: number): void =>
  assert.ok(Math.abs(found - expected) <= within, `${found}, expected ${expected}`);

describe('what is usual of a feed', () => {
  test('is in how many minutes it brings something, by the hour of the day', () => {
    const { expected, sampled: time } = learnt(7, (at) =>
      (at / HOUR) % 24 < 6 ? 100 : at % (4 * MINUTE) === 0 ? 1 : 0,
    );
    const later = MONDAY + 9 * DAY;
    assert.equal(time, 7 * DAY);
    near(expected(later + HOUR, later + 3 * HOUR), 120, 9);
    near(expected(later + 7 * HOUR, later + 9 * HOUR), 30, 4);
    near(expected(later + 5.5 * HOUR, later + 6.5 * HOUR), 37.5, 2);
    near(expected(later, later + 2 * DAY), 2 * (360 + 270), 10);
  });

  test('is not told by a minute of an hour that was hardly seen yet', () => {
    const to = MONDAY + 20 * HOUR + 2 * MINUTE;
    const activity = feedWith(MONDAY, to, (at) => ((at - MONDAY) % (20 * MINUTE) === 0 ? 1 : 0));
    const { expected } = usualActivity(activity.of(feed)[0]!.stretches, MONDAY, to);
    near(expected(to, MONDAY + 21 * HOUR), 3, 1);
  });

  test('is the mean for hours that it was never seen at', () => {
    const { expected } = learnt(0.25, () => 1);
    near(expected(MONDAY + 20 * HOUR, MONDAY + 21 * HOUR), 60, 1);
  });

  test('is learnt from what was sampled: a stretch that nobody sampled says nothing', () => {
    const to = MONDAY + 2 * DAY;
    const times = [...everyMinute(MONDAY, to)].filter(
      (time) => time < MONDAY + DAY || time > MONDAY + 1.5 * DAY,
    );
    const activity = sampled(times, (time) => ({ [feed]: time / MINUTE }));
    const usual = usualActivity(activity.of(feed)[0]!.stretches, MONDAY, to);
    near(usual.sampled, 1.5 * DAY, 2 * MINUTE);
    near(usual.expected(to, to + DAY), 24 * 60, 5);
  });

  test('is as scattered as chance has it when records are independent, and more when they come in stretches', () => {
    const random = randomFrom(5);
    near(learnt(7, () => poisson(random, 0.1)).dispersion, 1, 0.25);
    assert.equal(learnt(7, () => 1).dispersion, 1);
    let on = false;
    const stretches = learnt(7, () => Number((on = random() < 1 / 90 ? !on : on)));
    assert.ok(stretches.dispersion > 15, String(stretches.dispersion));
    // On the first day too, where each hour was seen once only.
    assert.ok(learnt(1, (at) => ((at / HOUR) % 6 < 2 ? 1 : 0)).dispersion > 15);
  });
});
