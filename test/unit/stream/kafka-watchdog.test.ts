import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { StallDetector } from '#shared/stream/kafka/watchdog.ts';

const at = (offset: number, partition = 0): { topic: string; partition: number; offset: number } => ({
  topic: 't',
  partition,
  offset,
});
const end = (
  high: number,
  low = 0,
  partition = 0,
): { topic: string; partition: number; low: number; high: number } => ({
  topic: 't',
  partition,
  low,
  high,
});

describe('the watch over silent stalls', () => {
  test('finds a partition that did not move although records were ahead', () => {
    const stalls = new StallDetector();
    assert.deepEqual(stalls.look([at(10), at(5, 1)], [end(20), end(5, 0, 1)]), []);
    assert.deepEqual(stalls.look([at(10), at(5, 1)], [end(25), end(9, 0, 1)]), [at(10)]);
  });

  test('is content while a partition moves or has nothing ahead', () => {
    const stalls = new StallDetector();
    stalls.look([at(10)], [end(20)]);
    assert.deepEqual(stalls.look([at(11)], [end(20)]), []);
    stalls.look([at(20)], [end(20)]);
    assert.deepEqual(stalls.look([at(20)], [end(20)]), []);
  });

  test('takes a partition whose old records have expired for read up to there', () => {
    const stalls = new StallDetector();
    stalls.look([at(-1)], [end(500, 500)]);
    assert.deepEqual(stalls.look([at(-1)], [end(500, 500)]), []);
  });

  test('does not judge partitions that were not there before', () => {
    const stalls = new StallDetector();
    stalls.look([at(10)], [end(20)]);
    stalls.reset();
    assert.deepEqual(stalls.look([at(10)], [end(20)]), []);
  });
});
