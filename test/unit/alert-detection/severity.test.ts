import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  moreSevere,
  severities,
  severityOf,
  type Severity,
  type Size,
} from '../../../services/alert/detection/severity.ts';

const size = (negative: number, share: number, expected: number): Size => ({
  negative,
  share,
  baselineShare: 0.25,
  expected,
});

describe('the severity', () => {
  test('is critical from 25 negatives, 30 points and four times the usual number on, all three', () => {
    assert.equal(severityOf(size(25, 0.5625, 6.25)), 'critical');
    assert.equal(severityOf(size(24, 0.5625, 6)), 'serious');
    assert.equal(severityOf(size(25, 0.53125, 6.25)), 'serious');
    assert.equal(severityOf(size(25, 0.5625, 6.3)), 'serious');
  });

  test('is serious from 10 negatives and 20 points on', () => {
    assert.equal(severityOf(size(10, 0.46875, 9)), 'serious');
    assert.equal(severityOf(size(9, 0.46875, 9)), 'warning');
    assert.equal(severityOf(size(10, 0.4375, 9)), 'warning');
  });

  test('is serious from 10 negatives and four times the usual number on', () => {
    assert.equal(severityOf(size(10, 0.3125, 2.5)), 'serious');
    assert.equal(severityOf(size(9, 0.3125, 2.25)), 'warning');
    assert.equal(severityOf(size(10, 0.3125, 2.6)), 'warning');
  });

  test('of what is never negative counts as many times the usual', () => {
    assert.equal(severityOf(size(30, 0.8, 0)), 'critical');
  });

  test('is no less the more there is of it', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const expected = fc.double({ min: 0, max: 50, noNaN: true });
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), share, share, expected, (one, more, lower, other, usual) => {
        const before = severityOf(size(one, Math.min(lower, other), usual));
        const after = severityOf(size(one + more, Math.max(lower, other), usual));
        assert.equal(moreSevere(before, after), false);
      }),
      { seed: 114, numRuns: 1_000 },
    );
  });

  test('rises from a warning over serious to critical', () => {
    assert.deepEqual(severities, ['warning', 'serious', 'critical']);
    const rises: [Severity, Severity][] = [];
    for (const a of severities) for (const b of severities) if (moreSevere(a, b)) rises.push([a, b]);
    assert.deepEqual(rises, [
      ['serious', 'warning'],
      ['critical', 'warning'],
      ['critical', 'serious'],
    ]);
  });
});
