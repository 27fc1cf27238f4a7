import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bucketsInTile, bucketsOf, historyOf, summed } from '../../../services/alert/detection/series.ts';
import { HOUR, MINUTE } from '../../../services/alert/detection/windows.ts';

const start = Date.UTC(2026, 2, 16);
const series = (bucketMinutes: number, counts: readonly number[]): ReturnType<typeof summed> => {
  const mentions = Uint32Array.from(counts);
  return summed({ start, bucketMinutes, mentions, scored: mentions, negative: mentions.map((n) => n >> 1) });
};

describe('a series of counts', () => {
  test('begins with its first mention', () => {
    assert.equal(series(5, [0, 0, 3, 0, 1]).firstBucket, 2);
    assert.equal(series(5, [0, 0]).firstBucket, 2);
  });

  test('fills windows with as many buckets as nearly fit; those shorter than a bucket cannot be told', () => {
    assert.deepEqual(bucketsOf(1), [15, 60, 360, 1_440]);
    assert.deepEqual(bucketsOf(15), [1, 4, 24, 96]);
    assert.deepEqual(bucketsOf(7), [2, 9, 51, 206]);
    assert.deepEqual(bucketsOf(60), [0, 1, 6, 24]);
  });

  test('is learnt from in tiles of a quarter of an hour, or of a bucket', () => {
    assert.deepEqual(
      [1, 5, 15, 30, 60].map((minutes) => bucketsInTile(minutes)),
      [15, 3, 1, 1, 1],
    );
  });
});

describe('the history of a stretch', () => {
  test('is its buckets by tiles; the last one, when it is cut off, is left out', () => {
    const tiles = historyOf(series(5, [1, 2, 3, 4, 5, 6, 7, 8]), 1, 8, () => false);
    assert.equal(tiles.start, start + 5 * MINUTE);
    assert.equal(tiles.tileMinutes, 15);
    assert.deepEqual(Array.from(tiles.mentions), [9, 18]);
    assert.deepEqual(Array.from(tiles.negative), [1 + 1 + 2, 2 + 3 + 3]);
  });

  test('is empty when it ends before it begins', () => {
    assert.equal(historyOf(series(5, [1, 2, 3]), 3, 1, () => false).mentions.length, 0);
  });

  test('knows which tiles do not count', () => {
    const muted = { from: start + HOUR + MINUTE, to: start + 2 * HOUR };
    const { excluded } = historyOf(
      series(30, [1, 1, 1, 1, 1, 1]),
      0,
      6,
      (from, to) => from < muted.to && to > muted.from,
    );
    assert.deepEqual([...excluded], [0, 0, 1, 1, 0, 0]);
  });
});
