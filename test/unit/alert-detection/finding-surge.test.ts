import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Baseline } from '../../../services/alert/detection/baseline.ts';
import { findings } from '../../../services/alert/detection/finding.ts';
import {
  sensitivities,
  thresholds,
  type Sensitivity,
} from '../../../services/alert/detection/sensitivity.ts';
import { betaBinomialTail, negativeBinomialTail } from '../../../services/alert/detection/tails.ts';
import type { WindowIndex } from '../../../services/alert/detection/windows.ts';
import { inWindow, steady } from './baselines.ts';

/** What is found in an hour. */
const ofHour = (k: number, n: number, usual: Baseline, sensitivity: Sensitivity = 'balanced'): string[] =>
  findings(inWindow(1, k, n), usual, sensitivity, () => true).map(({ kind }) => kind);

describe('a negative surge', () => {
  test('takes twice the usual number', () => {
    // 128 are usual. The share is four times the usual, but not eight points above it.
    const usual = steady({ rate: 8_192, share: 1 / 64 });
    assert.deepEqual(ofHour(255, 4_096, usual), []);
    assert.deepEqual(ofHour(256, 4_096, usual), ['surge']);
  });

  test('takes five negatives, however few are usual', () => {
    const usual = steady({ rate: 0.5, share: 1 / 64 });
    assert.deepEqual(ofHour(4, 9, usual), []);
    assert.deepEqual(ofHour(5, 9, usual), ['surge']);
  });

  test('takes odds of 1.5 times the usual', () => {
    // 20 % are usual: 3 of 11 it takes.
    const usual = steady({ rate: 1_000, share: 0.2 });
    assert.deepEqual(ofHour(449, 1_650, usual), []);
    assert.deepEqual(ofHour(451, 1_650, usual), ['surge']);
  });

  test('takes 1.2 times the usual share, where that is more than the odds ask', () => {
    const usual = steady({ rate: 1_024, share: 0.625 });
    assert.deepEqual(ofHour(1_535, 2_048, usual), []);
    assert.deepEqual(ofHour(1_537, 2_048, usual), ['surge']);
  });

  test('takes a tail below a third of α: three windows share it', () => {
    // 4 are usual.
    const usual = steady({ rate: 256, share: 1 / 64, dispersion: 0.1 });
    for (const sensitivity of sensitivities) {
      for (let k = 12; k <= 36; k += 1) {
        const unlikely = negativeBinomialTail(k, 4, 0.1) < thresholds[sensitivity].surge;
        assert.deepEqual(
          ofHour(k, 400, usual, sensitivity),
          unlikely ? ['surge'] : [],
          `${k}, ${sensitivity}`,
        );
      }
    }
  });

  test('takes a tail of the tone below 0.005, so it is one of tone too', () => {
    const usual = steady({ rate: 1_000, share: 0.2, correlation: 0.004 });
    const tails = { likely: 0, unlikely: 0 };
    // Up to 28 %, which would be a tone shift.
    for (let k = 451; k < 462; k += 1) {
      const unlikely = betaBinomialTail(k, 1_650, 0.2, 0.004) < 0.005;
      tails[unlikely ? 'unlikely' : 'likely'] += 1;
      assert.deepEqual(ofHour(k, 1_650, usual), unlikely ? ['surge'] : [], `${k}`);
    }
    assert.ok(tails.likely > 0 && tails.unlikely > 0);
  });

  test('takes three hours of history: before, no volume is usual', () => {
    const usual = steady({ rate: 8_192, share: 1 / 64, hours: 2.75 });
    assert.deepEqual(ofHour(400, 8_192, usual), []);
    assert.deepEqual(ofHour(400, 8_192, { ...usual, hours: 3 }), ['surge']);
  });

  test('is looked for up to six hours, and only where the window is usable', () => {
    const kinds = (window: WindowIndex, usable = true): string[] => {
      // Twenty times as many as usual.
      const usual = steady({ rate: 64, share: 1 / 64 });
      const k = [5, 20, 120, 480][window]!;
      return findings(inWindow(window, k, k * 11), usual, 'balanced', () => usable).map(({ kind }) => kind);
    };
    assert.deepEqual(
      ([0, 1, 2, 3] as const).map((window) => kinds(window)),
      [['surge'], ['surge'], ['surge'], []],
    );
    assert.deepEqual(kinds(1, false), []);
  });

  test('that is a tone shift too is called after what is less likely', () => {
    const usual = steady({ rate: 100, share: 0.2, correlation: 0.01, dispersion: 0.01 });
    for (const [k, n] of [
      [60, 100],
      [100, 300],
    ] as const) {
      const [tone, surge] = [betaBinomialTail(k, n, 0.2, 0.01), negativeBinomialTail(k, 20, 0.01)];
      const [finding] = findings(inWindow(1, k, n), usual, 'sensitive', () => true);
      assert.equal(finding?.kind, tone <= surge ? 'tone' : 'surge');
      assert.equal(finding.tail, Math.min(tone, surge));
    }
  });
});

describe('volume alone', () => {
  const usual = steady({ rate: 40, share: 0.2, correlation: 0.005, dispersion: 0.02 });
  const windows = fc.constantFrom<WindowIndex>(0, 1, 2, 3);

  test('is quiet on a positive viral day, however many there are', () => {
    fc.assert(
      fc.property(
        windows,
        fc.integer({ min: 1, max: 100_000 }),
        fc.double({ max: 1, min: 0, noNaN: true }),
        (window, n, part) => {
          const k = Math.floor(0.2 * n * part);
          assert.deepEqual(
            findings(inWindow(window, k, n), usual, 'sensitive', () => true),
            [],
          );
        },
      ),
      { seed: 109, numRuns: 300 },
    );
  });

  test('is quiet in a burst at the usual tone, and a little above', () => {
    for (const times of [2, 10, 100])
      for (const share of [0.2, 0.22, 0.239])
        assert.deepEqual(ofHour(Math.round(40 * times * share), 40 * times, usual, 'sensitive'), []);
  });
});
