import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { baselinePeriod } from '../../../services/alert/detection/baseline-period.ts';
import { DAY, HOUR, MINUTE } from '../../../services/alert/detection/windows.ts';

const first = Date.UTC(2026, 2, 1, 22, 30);
const midnight = Date.UTC(2026, 5, 10);

const age = fc.integer({ min: 0, max: 60 * 24 * 60 }).map((minutes) => minutes * MINUTE);
const stagger = fc.integer({ min: 0, max: 23 }).map((hours) => hours * HOUR);
const firstMention = fc.integer({ min: 0, max: 10_080 }).map((minutes) => first + minutes * MINUTE);
const runs = { seed: 108, numRuns: 2_000 };

describe('the period of a baseline', () => {
  test('is 28 days that end two days before the day', () => {
    assert.deepEqual(baselinePeriod(midnight + 15 * HOUR, first), {
      from: midnight - 30 * DAY,
      to: midnight - 2 * DAY,
      validFrom: midnight,
      validUntil: midnight + DAY,
    });
  });

  test('of a young product begins at its first mention, and its gap is a quarter of its age', () => {
    const begin = midnight + 22 * HOUR;
    assert.deepEqual(baselinePeriod(begin + 4 * DAY + 30 * MINUTE, begin), {
      from: begin,
      to: begin + 3 * DAY,
      validFrom: begin + 4 * DAY,
      validUntil: begin + 4 * DAY + HOUR,
    });
  });

  test('of a product of some hours leaves the last one out', () => {
    const { to, validFrom } = baselinePeriod(first + 3 * HOUR + 45 * MINUTE, first);
    assert.equal(validFrom, first + 3 * HOUR + 30 * MINUTE);
    assert.equal(to, first + 2 * HOUR + 30 * MINUTE);
  });

  test('of a product of minutes is empty', () => {
    const { from, to } = baselinePeriod(first + 20 * MINUTE, first);
    assert.deepEqual([from, to], [first, first]);
  });

  test('of a new day begins to serve at another hour for each product', () => {
    const staggered = (at: number): number => baselinePeriod(at, first, 5 * HOUR).validFrom;
    assert.equal(staggered(midnight + 4 * HOUR), midnight - 19 * HOUR);
    assert.equal(staggered(midnight + 5 * HOUR), midnight + 5 * HOUR);
  });

  test('does not go back on the day on which a product comes of age', () => {
    const before = baselinePeriod(first + 8 * DAY - MINUTE, first);
    const after = baselinePeriod(first + 8 * DAY + MINUTE, first);
    assert.deepEqual(after, before);
  });

  test('begins at the first mention at the earliest, ends an hour ago at the latest, and is 28 days at most', () => {
    fc.assert(
      fc.property(firstMention, age, stagger, (begin, old, late) => {
        const at = begin + old;
        const { from, to } = baselinePeriod(at, begin, late);
        assert.ok(from >= begin && from <= to);
        assert.ok(to <= Math.max(begin, at - HOUR));
        assert.ok(to - from <= 28 * DAY);
        if (old >= 31 * DAY) assert.equal(to - from, 28 * DAY);
        if (old >= 9 * DAY) assert.ok(to <= at - 2 * DAY && to >= at - 3 * DAY - HOUR);
      }),
      runs,
    );
  });

  test('serves at the moment that it is asked for: an hour, of a product that is of age a day', () => {
    fc.assert(
      fc.property(firstMention, age, stagger, (begin, old, late) => {
        const at = begin + old;
        const { validFrom, validUntil } = baselinePeriod(at, begin, late);
        assert.ok(validFrom <= at && at < validUntil);
        assert.ok(old >= 8 * DAY || validUntil - validFrom === HOUR);
        assert.ok(old < 9 * DAY || validUntil - validFrom === DAY);
        assert.equal((validFrom - late) % (validUntil - validFrom), 0);
      }),
      runs,
    );
  });

  test('is the same at every moment that it serves', () => {
    fc.assert(
      fc.property(firstMention, age, stagger, fc.nat(999), (begin, old, late, part) => {
        const period = baselinePeriod(begin + old, begin, late);
        const length = period.validUntil - period.validFrom;
        const other = period.validFrom + Math.floor((length * part) / 1_000);
        fc.pre(other >= begin);
        assert.deepEqual(baselinePeriod(other, begin, late), period);
      }),
      runs,
    );
  });

  test('never goes back as time goes on', () => {
    fc.assert(
      fc.property(firstMention, age, age, stagger, (begin, one, other, late) => {
        const [earlier, later] = [Math.min(one, other), Math.max(one, other)];
        const before = baselinePeriod(begin + earlier, begin, late);
        const after = baselinePeriod(begin + later, begin, late);
        for (const key of ['from', 'to', 'validFrom', 'validUntil'] as const)
          assert.ok(after[key] >= before[key], key);
      }),
      runs,
    );
  });
});
