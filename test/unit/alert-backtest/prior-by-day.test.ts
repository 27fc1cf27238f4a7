import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ignorance } from '../../../services/alert/detection/history.ts';
import { ownerPrior } from '../../../services/alert/detection/owner-prior.ts';
import { priorByDay } from '../../../services/alert/detection/prior-by-day.ts';
import { DAY, HOUR } from '../../../services/alert/detection/windows.ts';
import { buckets, seriesOf } from './generated-counts.ts';

const start = Date.UTC(2025, 2, 3);
const stories = [0.1, 0.2, 0.3, 0.25].map((share, i) =>
  buckets({ start: start + i * HOUR, days: 40, bucketMinutes: 15, mentionsAnHour: 10, share, seed: i }),
);
const prior = priorByDay(stories.map((all) => seriesOf(all, 15)));

describe('the prior of a day', () => {
  test('is that of the 28 days that end a day before it, whatever the time of day', () => {
    const day = start + 35 * DAY;
    const expected = ownerPrior(
      stories.map((all) => {
        const inside = all.filter(({ time }) => time >= day - 29 * DAY && time < day - DAY);
        const sum = (of: 'mentions' | 'negative'): number =>
          inside.reduce((total, bucket) => total + bucket[of], 0);
        return { mentions: sum('mentions'), negative: sum('negative') };
      }),
    );
    for (const time of [day, day + 7 * HOUR, day + DAY - 1]) assert.deepEqual(prior(time), expected);
    assert.notDeepEqual(prior(day + DAY), expected);
  });

  test('knows nothing before there is history, nor of no products', () => {
    assert.deepEqual(prior(start + DAY), ignorance);
    assert.deepEqual(prior(start - 100 * DAY), ignorance);
    assert.deepEqual(priorByDay([])(start), ignorance);
  });
});
