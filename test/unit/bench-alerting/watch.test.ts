import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createRandom } from '#shared/classifier/training/random.ts';
import { headline, inject } from '../../../bench/alerting/crisis.ts';
import { draw, inBuckets } from '../../../bench/alerting/intensity.ts';
import { messagesOf, noMessages } from '../../../bench/alerting/messages.ts';
import { watch, type Notification } from '../../../bench/alerting/watch.ts';
import { realisticIntensity } from '../../../bench/alerting/worlds.ts';
import { ignorance } from '../../../services/alert/detection/history.ts';
import { replay } from '../../../services/alert/detection/replay.ts';
import { summed } from '../../../services/alert/detection/series.ts';

const HOUR = 3_600_000;

describe('watching live', () => {
  for (const bucketMinutes of [1, 5])
    test(`tells of the incidents that a replay finds, in buckets of ${bucketMinutes} min`, () => {
      const random = createRandom(9_008);
      const drawn = draw(realisticIntensity(50, 6, random), random);
      const injected = inject(drawn, headline[0]!, 5 * 10_080, 2_000, random);
      const series = summed(inBuckets(injected.counts, bucketMinutes));
      const from = injected.onset - 48 * HOUR;
      const to = injected.end + 24 * HOUR;
      const told = watch(series, { sensitivity: 'sensitive', prior: ignorance, from, to });
      const { incidents } = replay(series, { sensitivity: 'sensitive', prior: () => ignorance, from, to });
      const times = (event: Notification['event']): number[] =>
        told.filter((each) => each.event === event).map(({ at }) => at);
      assert.deepEqual(
        times('opened'),
        incidents.map(({ openedAt }) => openedAt),
      );
      assert.equal(
        times('reopened').length,
        incidents.reduce((sum, { reopened }) => sum + reopened, 0),
      );
      assert.ok(incidents.length > 0);
    });

  test('what has not come yet is not seen', () => {
    const random = createRandom(9_009);
    const drawn = draw(realisticIntensity(50, 6, random), random);
    const { counts, onset, end } = inject(drawn, headline[0]!, 5 * 10_080, 600, random);
    const series = summed(counts);
    const begins = (onset - counts.start) / 60_000;
    const told = watch(series, {
      sensitivity: 'balanced',
      prior: ignorance,
      from: onset,
      to: end,
      arrivals: [{ series, arrivedBy: (bucket) => Math.min(bucket, begins) }],
    });
    assert.deepEqual(told, []);
  });
});

describe('messages about a crisis', () => {
  const at = (hours: number, event: Notification['event']): Notification => ({ at: hours * HOUR, event });

  test('are counted from its onset on', () => {
    const told = [
      at(1, 'opened'),
      at(3, 'resolved'),
      at(11, 'opened'),
      at(12, 'escalated'),
      at(15, 'resolved'),
    ];
    const { crises, opened, escalated, resolved, duplicates } = messagesOf(
      told,
      10 * HOUR,
      14 * HOUR,
      noMessages,
    );
    assert.deepEqual([crises, opened, escalated, resolved, duplicates], [1, 1, 1, 1, 0]);
  });

  test('opening what is open, and escalating at once, is one too many', () => {
    const told = [at(1, 'opened'), at(2, 'opened'), at(2.2, 'escalated'), at(3, 'resolved'), at(4, 'opened')];
    assert.equal(messagesOf(told, 0, 5 * HOUR, noMessages).duplicates, 3);
  });
});
