import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Activity } from '../../../services/alert/completeness/activity.ts';
import { lagMinutes } from '../../../services/alert/completeness/lag-minutes.ts';
import { everyMinute, HOUR, MINUTE, MONDAY, sampleAt, sampled } from './histories.ts';

const NOW = MONDAY + 6 * HOUR;
const minutesBefore = (now: number, time: number): number => (now - time) / MINUTE;
const near = (found: number, expected: number, within = 0.01): void =>
  assert.ok(Math.abs(found - expected) <= within, `${found} min, expected ${expected}`);

/** Two feeds that bring 60 and 40 records a minute, of which a tenth mentions a product. */
const steady = (from = MONDAY): Activity =>
  sampled(everyMinute(from, NOW), (time) => {
    const minutes = (time - from) / MINUTE;
    return {
      'feeds.a': minutes * 60,
      'feeds.b': minutes * 40,
      posts: minutes * 10,
      cleaned: minutes * 10,
      mentions: minutes * 10,
    };
  });

describe('lag', () => {
  test('is nothing when nothing waits, or nothing was ever sampled', () => {
    assert.equal(lagMinutes(sampleAt(NOW), steady()), 0);
    assert.equal(
      lagMinutes(
        sampleAt(NOW, { ingest: 5 }),
        sampled([], () => ({})),
      ),
      0,
    );
  });

  test('is what waits by what comes in, at each stage by its own rate, added up', () => {
    near(lagMinutes(sampleAt(NOW, { ingest: 1_200 }), steady()), 12);
    near(lagMinutes(sampleAt(NOW, { score: 30 }), steady()), 3);
    near(lagMinutes(sampleAt(NOW, { ingest: 200, clean: 10, score: 30, sink: 5 }), steady()), 6.5);
  });

  test('of a stage that stands still is the time for which it has', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), (minutes) =>
        near(lagMinutes(sampleAt(NOW, { sink: minutes * 10 }), steady()), minutes),
      ),
    );
  });

  test('when nothing comes in but records wait, is since when they have', () => {
    const stopped = NOW - 40 * MINUTE;
    const burst = sampled(everyMinute(MONDAY, NOW), (time) => ({ posts: time < stopped ? 0 : 5_000 }));
    near(lagMinutes(sampleAt(NOW, { clean: 5_000 }), burst), 41);
    near(lagMinutes(sampleAt(NOW, { clean: 1 }), burst), 40, 0.1);
    // Here before the first sample: at least since then.
    near(lagMinutes(sampleAt(NOW, { clean: 9_000 }), burst), minutesBefore(NOW, MONDAY));
  });

  test('after a burst is not more than the oldest record has waited, slow as records may come by now', () => {
    const burst = NOW - 20 * MINUTE;
    const activity = sampled(everyMinute(MONDAY, NOW), (time) => ({
      posts: time < burst ? 0 : 100_000 + Math.floor((time - burst) / MINUTE),
    }));
    near(lagMinutes(sampleAt(NOW, { clean: 50_000 }), activity), 20.5, 0.1);
  });

  test('is known at once after a start, from what was sampled before', () => {
    // Everything but the producers was down for two hours.
    const activity = sampled([NOW - 130 * MINUTE, NOW - 120 * MINUTE, NOW], (time) => ({
      posts: minutesBefore(NOW - 130 * MINUTE, time) * -10,
    }));
    near(lagMinutes(sampleAt(NOW, { clean: 1_200 }), activity), 120);
  });
});
