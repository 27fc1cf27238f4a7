import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { findings, isCalm, type WindowCounts } from '../../../services/alert/detection/finding.ts';
import { thresholds, type Sensitivity } from '../../../services/alert/detection/sensitivity.ts';
import { betaBinomialTail, negativeBinomialTail } from '../../../services/alert/detection/tails.ts';
import { windows } from '../../../services/alert/detection/windows.ts';
import { inWindow, noon, steady } from './baselines.ts';

const between = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });
const baseline = fc
  .record({
    rate: between(0, 200),
    share: between(0.005, 0.9),
    correlation: between(0, 0.1),
    dispersion: between(0, 0.5),
    hours: fc.constantFrom(0, 3, 672),
  })
  .map(steady);
/** Longer windows hold what shorter ones do. */
const counts: fc.Arbitrary<WindowCounts> = fc
  .array(fc.record({ negative: fc.nat(60), others: fc.nat(120) }), { minLength: 4, maxLength: 4 })
  .map((parts) => {
    const upTo = (of: (part: { negative: number; others: number }) => number): number[] =>
      parts.map((_, window) => parts.slice(0, window + 1).reduce((sum, part) => sum + of(part), 0));
    return {
      end: noon,
      minutes: windows.map(({ minutes }) => minutes),
      mentions: upTo(({ negative, others }) => negative + others),
      negative: upTo(({ negative }) => negative),
    };
  });

describe('what is found', () => {
  test('at a strict setting is found at a balanced one, and that at a sensitive one', () => {
    let found = 0;
    fc.assert(
      fc.property(counts, baseline, (seen, usual) => {
        const at = (sensitivity: Sensitivity): Set<number> =>
          new Set(findings(seen, usual, sensitivity, () => true).map(({ window }) => window));
        const [strict, balanced, sensitive] = [at('strict'), at('balanced'), at('sensitive')];
        found += strict.size;
        assert.ok([...strict].every((each) => balanced.has(each)));
        assert.ok([...balanced].every((each) => sensitive.has(each)));
      }),
      { seed: 110, numRuns: 1_000 },
    );
    assert.ok(found > 100);
  });

  test('is as big and as unlikely as is asked of it', () => {
    fc.assert(
      fc.property(counts, baseline, (seen, usual) => {
        for (const finding of findings(seen, usual, 'balanced', () => true)) {
          const { kind, window, negative: k, mentions: n, baselineShare: p0, expected: mu, tail } = finding;
          const p = k / n;
          assert.ok(k >= 5 && p >= 1.2 * p0);
          assert.ok(tail < thresholds.balanced[kind]);
          if (kind === 'tone') assert.ok(n >= 10 && p - p0 >= 0.08 && p >= 1.4 * p0);
          else assert.ok(window < 3 && k >= 2 * mu && k - mu >= 4 && usual.hours >= 3);
        }
      }),
      { seed: 111, numRuns: 1_000 },
    );
  });

  test('comes by rising window', () => {
    fc.assert(
      fc.property(counts, baseline, (seen, usual) => {
        const order = findings(seen, usual, 'sensitive', () => true).map(({ window }) => window);
        assert.deepEqual(
          order.toSorted((a, b) => a - b),
          order,
        );
      }),
      { seed: 112 },
    );
  });

  test('is never calm in its own window', () => {
    fc.assert(
      fc.property(counts, baseline, (seen, usual) => {
        for (const { window } of findings(seen, usual, 'sensitive', () => true))
          assert.equal(isCalm(seen, usual, window), false);
      }),
      { seed: 113, numRuns: 500 },
    );
  });
});

describe('calm', () => {
  test('is a window without negatives', () => {
    assert.equal(isCalm(inWindow(1, 0, 0), steady(), 1), true);
    assert.equal(isCalm(inWindow(1, 0, 500), steady(), 1), true);
  });

  test('takes a tail of the share above 0.05', () => {
    const usual = steady({ rate: 1e4, share: 0.25, correlation: 0.01 });
    for (let k = 1; k <= 60; k += 1) {
      const asUsual = betaBinomialTail(k, 60, 0.25, 0.01) > 0.05;
      assert.equal(isCalm(inWindow(1, k, 60), usual, 1), asUsual, `${k}`);
      assert.equal(isCalm(inWindow(3, k, 60), usual, 3), asUsual, `${k}`);
    }
  });

  test('takes a tail of the number above 0.05, in windows where surges are looked for', () => {
    const usual = steady({ rate: 40, share: 0.25, dispersion: 0.05 });
    for (let k = 1; k <= 60; k += 1) {
      // The share is the usual one.
      assert.equal(isCalm(inWindow(1, k, 4 * k), usual, 1), negativeBinomialTail(k, 10, 0.05) > 0.05, `${k}`);
    }
    assert.equal(isCalm(inWindow(3, 1_000, 4_000), usual, 3), true);
    assert.equal(isCalm(inWindow(1, 60, 240), { ...usual, hours: 2.75 }, 1), true);
  });
});
