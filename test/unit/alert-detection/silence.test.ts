import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { HOURS_OF_WEEK } from '../../../services/alert/detection/baseline.ts';
import type { History } from '../../../services/alert/detection/history.ts';
import { DUE_IN_SILENCE, silentTiles } from '../../../services/alert/detection/silence.ts';
import { DAY, HOUR } from '../../../services/alert/detection/windows.ts';

/** One due in each tile of a quarter of an hour. */
const four = new Float64Array(HOURS_OF_WEEK).fill(4);

const historyOf = (mentions: number[], excluded: readonly number[] = []): History => ({
  start: 3 * DAY,
  tileMinutes: 15,
  mentions,
  scored: mentions,
  negative: mentions.map(() => 0),
  excluded: Uint8Array.from(mentions, (_, tile) => (excluded.includes(tile) ? 1 : 0)),
});
const some = (tiles: number): number[] => Array.from({ length: tiles }, () => 1);
const none = (tiles: number): number[] => Array.from({ length: tiles }, () => 0);
const marked = (tiles: Uint8Array | null): number[] | null =>
  tiles && [...tiles].flatMap((mark, tile) => (mark === 1 ? [tile] : []));
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

describe('silence', () => {
  test('is a stretch without a mention in which twelve were due', () => {
    assert.equal(DUE_IN_SILENCE, 12);
    assert.deepEqual(
      marked(silentTiles(historyOf([...some(5), ...none(12), ...some(5)]), four)),
      range(5, 17),
    );
    assert.equal(silentTiles(historyOf([...some(5), ...none(11), ...some(5)]), four), null);
  });

  test('ends with one mention: two halves are none', () => {
    assert.equal(silentTiles(historyOf([...none(11), 1, ...none(11)]), four), null);
  });

  test('is found at the beginning and at the end of history, and more than once', () => {
    const history = historyOf([...none(12), ...some(3), ...none(20), ...some(3), ...none(13)]);
    assert.deepEqual(marked(silentTiles(history, four)), [
      ...range(0, 12),
      ...range(15, 35),
      ...range(38, 51),
    ]);
  });

  test('is judged by what is due at that hour of the week: a quiet night is none', () => {
    const rate = four.map((each, hour) => (hour % 24 < 6 ? 0.5 : each));
    const night = historyOf([...none(24), ...some(72)]);
    assert.equal(silentTiles(night, rate), null);
    const longer = historyOf([...none(33), ...some(63)]);
    // Six hours at a half, and then nine tiles at one.
    assert.deepEqual(marked(silentTiles(longer, rate)), range(0, 33));
    assert.equal(silentTiles(historyOf([...none(32), ...some(64)]), rate), null);
  });

  test('comes on top of what is excluded already, which is left as it was', () => {
    const history = historyOf([...some(5), ...none(12), ...some(5)], [1, 2]);
    assert.deepEqual(marked(silentTiles(history, four)), [1, 2, ...range(5, 17)]);
    assert.deepEqual(marked(history.excluded), [1, 2]);
  });

  test('is not found where little is due, however long', () => {
    const rare = new Float64Array(HOURS_OF_WEEK).fill((11.9 * HOUR) / DAY);
    assert.equal(silentTiles(historyOf(none(96)), rare), null);
    assert.equal(silentTiles(historyOf([]), four), null);
  });
});
