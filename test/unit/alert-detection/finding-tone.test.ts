import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findings, type Finding } from '../../../services/alert/detection/finding.ts';
import {
  sensitivities,
  thresholds,
  type Sensitivity,
} from '../../../services/alert/detection/sensitivity.ts';
import { betaBinomialTail } from '../../../services/alert/detection/tails.ts';
import { windowIndexes } from '../../../services/alert/detection/windows.ts';
import { inWindow, steady } from './baselines.ts';

/** Of a day, where volume is not tested; counts do not stray beyond chance. */
function ofDay(k: number, n: number, share: number, sensitivity: Sensitivity = 'balanced'): Finding[] {
  return findings(inWindow(3, k, n), steady({ share }), sensitivity, () => true);
}

describe('a tone shift', () => {
  test('says what was seen and what is usual', () => {
    const [finding, ...others] = ofDay(240, 400, 0.25);
    assert.deepEqual(others, []);
    assert.deepEqual(finding, {
      kind: 'tone',
      window: 3,
      negative: 240,
      mentions: 400,
      baselineShare: 0.25,
      expected: 20 * 24 * 0.25,
      tail: betaBinomialTail(240, 400, 0.25, 0),
      severity: 'serious',
    });
  });

  test('takes ten mentions', () => {
    assert.equal(ofDay(9, 9, 0.125).length, 0);
    assert.equal(ofDay(10, 10, 0.125).length, 1);
  });

  test('takes five negatives', () => {
    assert.equal(ofDay(4, 10, 0.01).length, 0);
    assert.equal(ofDay(5, 10, 0.01).length, 1);
  });

  test('takes eight points more than usual', () => {
    assert.equal(ofDay(2_049, 10_000, 0.125).length, 0);
    assert.equal(ofDay(2_051, 10_000, 0.125).length, 1);
  });

  test('takes 1.4 times the usual share', () => {
    // 35 % of 400, where 25 % is usual: eight points are not enough.
    assert.equal(ofDay(139, 400, 0.25).length, 0);
    assert.equal(ofDay(140, 400, 0.25).length, 1);
  });

  test('takes a tail below a quarter of α: four windows share it', () => {
    for (const sensitivity of sensitivities) {
      const alpha = thresholds[sensitivity].tone;
      for (let k = 25; k <= 60; k += 1) {
        const unlikely = betaBinomialTail(k, 60, 0.25, 0) < alpha;
        assert.equal(ofDay(k, 60, 0.25, sensitivity).length, unlikely ? 1 : 0, `${k} at ${sensitivity}`);
      }
    }
  });

  test('takes more where the share strays more', () => {
    const found = (correlation: number): number =>
      findings(inWindow(3, 40, 60), steady({ share: 0.25, correlation }), 'balanced', () => true).length;
    assert.equal(found(0.01), 1);
    assert.equal(found(0.2), 0);
  });

  test('is looked for in every window, but only where it is usable', () => {
    // The rate is such that there are fewer than usual: no surge.
    const busy = steady({ rate: 1e5 });
    for (const window of windowIndexes) {
      const counts = inWindow(window, 60, 100);
      const found = findings(counts, busy, 'balanced', () => true);
      assert.deepEqual(
        found.map((each) => [each.kind, each.window]),
        [['tone', window]],
      );
      assert.deepEqual(
        findings(counts, busy, 'balanced', (each) => each !== window),
        [],
      );
    }
  });

  test('does not need to know the usual volume', () => {
    const unknown = steady({ rate: 0, hours: 0, correlation: 0.05 });
    const found = findings(inWindow(1, 50, 60), unknown, 'balanced', () => true);
    assert.deepEqual(
      found.map(({ kind, expected }) => [kind, expected]),
      [['tone', 0]],
    );
  });

  test('is none of a share that falls', () => {
    assert.deepEqual(ofDay(100, 1_000, 0.5), []);
  });
});
