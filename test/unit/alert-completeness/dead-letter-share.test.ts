import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { deadLetterShare } from '../../../services/alert/completeness/dead-letter-share.ts';
import { everyMinute, HOUR, MINUTE, MONDAY, sampled } from './histories.ts';

const NOW = MONDAY + 6 * HOUR;
/** So many a minute, after many before the first sample. */
const shareOf = (records: number, letters: number, from = MONDAY): number => {
  const activity = sampled(everyMinute(from, NOW), (time) => {
    const minutes = (time - from) / MINUTE;
    const written = 7_000 + minutes * records;
    return { 'feeds.a': written / 2, 'feeds.b': written / 2, 'dead-letters': 900 + minutes * letters };
  });
  return deadLetterShare(activity, NOW);
};

describe('the share of dead letters', () => {
  test('is of what all feeds brought in the last hour', () => {
    assert.equal(shareOf(200, 4), 0.02);
    assert.equal(shareOf(200, 0), 0);
    assert.equal(shareOf(200, 4, NOW - 10 * MINUTE), 0.02);
  });

  test('is nothing when fewer than 100 records came', () => {
    assert.equal(shareOf(1, 1), 0);
    assert.equal(shareOf(2, 1), 0.5);
  });

  test('is never above one: letters may be of older records', () => assert.equal(shareOf(10, 50), 1));

  test('is forgotten after an hour', () => {
    const bad = NOW - 61 * MINUTE;
    const activity = sampled(everyMinute(MONDAY, NOW), (time) => ({
      'feeds.a': ((time - MONDAY) / MINUTE) * 100,
      'dead-letters': time < bad ? 0 : 10_000,
    }));
    assert.equal(deadLetterShare(activity, NOW), 0);
    assert.ok(deadLetterShare(activity, NOW - 30 * MINUTE) > 0.5);
  });

  test('counts a feed that began after the last sample', () => {
    const activity = sampled([NOW - MINUTE, NOW], (time) =>
      time < NOW ? { 'dead-letters': 0 } : { 'feeds.new': 1_000, 'dead-letters': 1_000 },
    );
    assert.equal(deadLetterShare(activity, NOW), 1);
  });
});
