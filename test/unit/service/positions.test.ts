import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { positionsAfter } from '#shared/service/positions.ts';
import type { StreamRecord } from '#shared/stream/port.ts';

const records: fc.Arbitrary<StreamRecord[]> = fc.array(
  fc.record({
    topic: fc.constantFrom('posts', 'posts.backfill', 'feeds.x'),
    partition: fc.nat(4),
    offset: fc.maxSafeNat(),
    key: fc.constant(null),
    value: fc.constant(null),
    timestamp: fc.constant(0),
  }),
);

test('the position of a partition is behind its last record, whatever order the records have', () => {
  fc.assert(
    fc.property(records, (batch) => {
      const positions = positionsAfter(batch);
      for (const { topic, partition, offset } of positions) {
        const own = batch.filter((record) => record.topic === topic && record.partition === partition);
        assert.equal(offset, Math.max(...own.map((record) => record.offset)) + 1);
      }
    }),
  );
});

test('every partition of the batch has one position, and no other has', () => {
  const placesOf = (places: readonly { topic: string; partition: number }[]): string[] =>
    places.map(({ topic, partition }) => `${topic} ${partition}`).sort();
  fc.assert(
    fc.property(records, (batch) => {
      assert.deepEqual(placesOf(positionsAfter(batch)), [...new Set(placesOf(batch))]);
    }),
  );
});
