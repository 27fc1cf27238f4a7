import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { excessStart } from '../../../services/alert/backtest/excess-start.ts';
import type { Baseline } from '../../../services/alert/detection/baseline.ts';
import { DAY, MINUTE } from '../../../services/alert/detection/windows.ts';
import { seriesOf } from './generated-counts.ts';

/** Sixty mentions an hour, a fifth of them negative. */
const usual: Baseline = {
  rate: new Float64Array(168).fill(60),
  share: new Float64Array(168).fill(0.2),
  correlation: [0, 0, 0, 0],
  dispersion: [0, 0, 0, 0],
  hours: 672,
  mentions: 40_320,
};
const start = Date.UTC(2025, 2, 14);

/** A day of buckets of five minutes as usual, the last `raised` of them otherwise. */
const dayWith = (raised: number, mentions: number, negative: number) =>
  seriesOf(
    Array.from({ length: 288 }, (_, i) => ({
      time: start + i * 5 * MINUTE,
      ...(i < 288 - raised ? { mentions: 5, negative: 1 } : { mentions, negative }),
    })),
    5,
  );
const minutes = (
  raised: number,
  mentions: number,
  negative: number,
  kind: 'tone' | 'surge',
  window: 0 | 1 | 2 | 3,
) =>
  (start + DAY - excessStart(dayWith(raised, mentions, negative), usual, { kind, window }, start + DAY)) /
  MINUTE;

describe('where an excess begins', () => {
  test('is where the share rises, of a tone shift; at the start of its bucket', () => {
    assert.equal(minutes(7, 5, 3, 'tone', 2), 35);
    assert.equal(minutes(40, 5, 3, 'tone', 2), 200);
    assert.equal(minutes(1, 10, 9, 'tone', 2), 5);
  });

  test('is where the number rises, of a surge, whatever the share', () => {
    assert.equal(minutes(7, 20, 4, 'surge', 2), 35);
  });

  test('is the start of the window at the earliest', () => {
    assert.equal(minutes(40, 5, 3, 'tone', 1), 60);
    assert.equal(minutes(288, 5, 3, 'tone', 3), 1_440);
  });

  test('is found where it is, for every excess that stands out in all of its buckets', () => {
    const excess = fc.record({
      raised: fc.integer({ min: 1, max: 72 }),
      negative: fc.integer({ min: 2, max: 30 }),
    });
    fc.assert(
      fc.property(excess, ({ raised, negative }) => {
        assert.equal(minutes(raised, negative, negative, 'tone', 2), raised * 5);
        assert.equal(minutes(raised, negative, negative, 'surge', 2), raised * 5);
      }),
    );
  });

  test('lies inside the window and before its end, whatever the counts', () => {
    const counts = fc.array(fc.tuple(fc.nat(20), fc.nat(20)), { minLength: 12, maxLength: 100 });
    fc.assert(
      fc.property(counts, fc.constantFrom('tone' as const, 'surge' as const), (rows, kind) => {
        const series = seriesOf(
          rows.map(([a, b], i) => ({ time: start + i * 5 * MINUTE, mentions: a + b, negative: a })),
          5,
        );
        const end = start + rows.length * 5 * MINUTE;
        const since = excessStart(series, usual, { kind, window: 1 }, end);
        assert.ok(since < end && since >= end - 60 * MINUTE);
      }),
    );
  });
});
