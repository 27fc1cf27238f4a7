import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { padBatch, sortedBatches } from '#shared/classifier/tensorflow/encoded-posts.ts';
import { drawBatches } from '#shared/classifier/training/batches.ts';
import { createUniqueRows, gatherRows } from '#shared/classifier/training/local-rows.ts';
import { createRandom } from '#shared/classifier/training/random.ts';

const encoded = (lengths: readonly number[]): { rows: Int32Array; starts: Int32Array } => {
  const starts = Int32Array.from([
    0,
    ...lengths.map((_, i) => lengths.slice(0, i + 1).reduce((a, b) => a + b, 0)),
  ]);
  return { rows: Int32Array.from({ length: starts.at(-1) ?? 0 }, (_, i) => i + 10), starts };
};

describe('the batches of an epoch', () => {
  test('hold every post exactly once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(20), { minLength: 1, maxLength: 300 }),
        fc.integer({ min: 1, max: 9 }),
        (lengths, size) => {
          const posts = encoded(lengths);
          for (const batches of [drawBatches(posts, size, createRandom(1)), sortedBatches(posts, size)]) {
            const drawn = batches.flatMap((batch) => [...batch]);
            assert.deepEqual(
              drawn.sort((a, b) => a - b),
              lengths.map((_, i) => i),
            );
            assert.ok(batches.every((batch) => batch.length <= size));
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  test('come in another order each time, determined by the seed', () => {
    const posts = encoded(Array.from({ length: 100 }, (_, i) => i % 7));
    const random = createRandom(1);
    const [first, second] = [drawBatches(posts, 8, random), drawBatches(posts, 8, random)];
    assert.notDeepEqual(first, second);
    assert.deepEqual(drawBatches(posts, 8, createRandom(1)), first);
  });

  test('are padded in front, and behind up to the longest', () => {
    const { rows, shape } = padBatch(encoded([2, 0, 1]), Int32Array.of(2, 0), {
      front: 1,
      behind: 2,
      atLeast: 0,
      align: 'start',
    });
    assert.deepEqual(shape, [2, 5]);
    assert.deepEqual([...rows], [0, 12, 0, 0, 0, 0, 10, 11, 0, 0]);
  });
});

test('rows of a table are found once each, however often they are asked for', () => {
  const uniqueRows = createUniqueRows(5);
  for (const rows of [Int32Array.of(3, 0, 3, 3, 1), Int32Array.of(1, 3)]) {
    const { unique, ids } = uniqueRows(rows);
    assert.equal(new Set(unique).size, unique.length);
    assert.deepEqual(
      [...ids].map((id) => unique[id]),
      [...rows],
    );
  }
  const table = Float32Array.from({ length: 10 }, (_, i) => i);
  assert.deepEqual([...gatherRows(table, 2, Int32Array.of(4, 0))], [8, 9, 0, 1]);
});
