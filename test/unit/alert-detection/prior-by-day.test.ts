import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { priorByDay } from '../../../services/alert/detection/prior-by-day.ts';
import { summed, type SummedSeries } from '../../../services/alert/detection/series.ts';
import { DAY, HOUR } from '../../../services/alert/detection/windows.ts';

const start = Date.UTC(2026, 2, 16);
const at = start + 30 * DAY;

/** An hourly series of forty days: ten mentions an hour, `negative` of them. */
function series(negative: (hour: number) => number): SummedSeries {
  const mentions = new Uint32Array(40 * 24).fill(10);
  const of = mentions.map((_, hour) => negative(hour));
  return summed({ start, bucketMinutes: 60, mentions, scored: mentions, negative: of });
}

test('the prior of a day knows nothing of the day before, of the day itself, or of what comes after', () => {
  const usual = [1, 2, 3].map((negative) => series(() => negative));
  const known = (29 * DAY) / HOUR;
  fc.assert(
    fc.property(fc.nat(10), fc.integer({ min: 0, max: 11 * 24 - 1 }), (negative, hour) => {
      const changed = [1, 2, 3].map((before) => series((each) => (each >= known + hour ? negative : before)));
      assert.deepEqual(priorByDay(changed)(at), priorByDay(usual)(at));
    }),
    { seed: 119, numRuns: 50 },
  );
  const changedBefore = [1, 2, 3].map((before) => series((each) => (each >= known - 24 ? 9 : before)));
  assert.notDeepEqual(priorByDay(changedBefore)(at), priorByDay(usual)(at));
});

test('the prior of a day forgets what is older than 28 days', () => {
  const long = series((hour) => (hour < 24 ? 10 : 2));
  assert.equal(priorByDay([long])(start + 30 * DAY).share, 0.2);
  assert.ok(priorByDay([long])(start + 29 * DAY).share > 0.2);
});

test('the prior of a day is worked out once', () => {
  const prior = priorByDay([series(() => 2)]);
  assert.equal(prior(at), prior(at + 23 * HOUR));
});
