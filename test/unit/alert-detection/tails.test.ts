import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { betaBinomialTail, negativeBinomialTail } from '../../../services/alert/detection/tails.ts';

const runs = { seed: 101, numRuns: 500 };
/** The continued fraction is iterated to this; order is kept as far as that goes. */
const LEEWAY = 1 + 1e-6;

const between = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });
const powerOfTen = (min: number, max: number): fc.Arbitrary<number> =>
  between(min, max).map((exponent) => 10 ** exponent);

const mean = powerOfTen(-3, 4);
const dispersion = fc.oneof(fc.constant(0), powerOfTen(-6, 0.5));
const share = between(0.002, 0.998);
const correlation = fc.oneof(fc.constant(0), powerOfTen(-6, -0.05));
const trials = fc
  .integer({ min: 1, max: 3_000 })
  .chain((n) => fc.record({ n: fc.constant(n), k: fc.integer({ min: 0, max: n }) }));

const sumOf = (count: number, term: (k: number) => number): number =>
  Array.from({ length: count }, (_, i) => term(i + 1)).reduce((sum, each) => sum + each, 0);

describe('the tail of a negative-binomial count', () => {
  const k = fc.nat(20_000);

  test('is a probability, smaller the more it takes', () => {
    fc.assert(
      fc.property(k, mean, dispersion, (count, mu, phi) => {
        const tail = negativeBinomialTail(count, mu, phi);
        assert.ok(tail >= 0 && tail <= 1);
        assert.ok(negativeBinomialTail(count + 1, mu, phi) <= tail * LEEWAY);
      }),
      runs,
    );
  });

  test('is larger the more is expected', () => {
    fc.assert(
      fc.property(k, mean, between(1, 3), dispersion, (count, mu, times, phi) => {
        assert.ok(
          negativeBinomialTail(count, mu, phi) <= negativeBinomialTail(count, mu * times, phi) * LEEWAY,
        );
      }),
      runs,
    );
  });

  test('adds up to the mean over all counts, as those of every whole number do', () => {
    fc.assert(
      fc.property(between(0.1, 20), between(0, 1), (mu, phi) => {
        const sum = sumOf(1_500, (count) => negativeBinomialTail(count, mu, phi));
        assert.ok(Math.abs(sum - mu) < 1e-5 * mu, `${sum} is not ${mu}`);
      }),
      { ...runs, numRuns: 40 },
    );
  });

  test('tends to that of a Poisson count as the dispersion goes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), between(0.1, 40), (count, mu) => {
        const poisson = negativeBinomialTail(count, mu, 0);
        const far = (phi: number): number => Math.abs(negativeBinomialTail(count, mu, phi) / poisson - 1);
        assert.ok(far(1e-7) < 1e-3);
        // One formula gives way to the other without a step that matters; the logarithms have few digits left there.
        assert.ok(far(1.01e-9 / mu) < 2e-3);
        assert.equal(far(0.99e-9 / mu), 0);
      }),
      runs,
    );
  });
});

describe('the tail of a beta-binomial count', () => {
  test('is a probability, smaller the more it takes', () => {
    fc.assert(
      fc.property(trials, share, correlation, ({ k, n }, p, rho) => {
        const tail = betaBinomialTail(k, n, p, rho);
        assert.ok(tail >= 0 && tail <= 1);
        assert.ok(betaBinomialTail(k + 1, n, p, rho) <= tail * LEEWAY);
      }),
      runs,
    );
  });

  test('is larger the larger the usual share', () => {
    fc.assert(
      fc.property(trials, share, between(0, 1), correlation, ({ k, n }, p, towards, rho) => {
        const higher = p + (0.998 - p) * towards;
        assert.ok(betaBinomialTail(k, n, p, rho) <= betaBinomialTail(k, n, higher, rho) * LEEWAY);
      }),
      runs,
    );
  });

  test('and the tail of what is left make one: the probabilities of all counts add up to 1', () => {
    fc.assert(
      fc.property(trials, share, correlation, ({ k, n }, p, rho) => {
        const rest = betaBinomialTail(n - k + 1, n, 1 - p, rho);
        assert.ok(Math.abs(betaBinomialTail(k, n, p, rho) + rest - 1) < 1e-7);
      }),
      runs,
    );
  });

  test('adds up to the mean over all counts', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), share, correlation, (n, p, rho) => {
        const sum = sumOf(n, (k) => betaBinomialTail(k, n, p, rho));
        assert.ok(Math.abs(sum - n * p) < 1e-7 * n);
      }),
      { ...runs, numRuns: 200 },
    );
  });

  test('tends to that of a binomial count as the correlation goes', () => {
    /** P(X ≥ k) by Pascal's recurrence. */
    const binomial = (k: number, n: number, p: number): number => {
      if (k <= 0) return 1;
      if (k > n) return 0;
      let row = [1];
      for (let i = 0; i < n; i += 1) {
        row = [...row, 0].map((each, j) => each * (1 - p) + (row[j - 1] ?? 0) * p);
      }
      return row.slice(k).reduce((sum, each) => sum + each, 0);
    };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.nat(30), between(0.05, 0.95), (n, count, p) => {
        const k = Math.min(n, count);
        const limit = binomial(k, n, p);
        const far = (rho: number): number => Math.abs(betaBinomialTail(k, n, p, rho) / limit - 1);
        assert.ok(far(0) < 0.01);
        assert.ok(far(1e-5) <= far(1e-4) + 1e-6 && far(0) <= far(1e-5) + 1e-6);
      }),
      { ...runs, numRuns: 300 },
    );
  });
});
