import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { betaBinomialTail, negativeBinomialTail } from '../../../services/alert/detection/tails.ts';
import {
  exactBetaBinomialTail,
  exactBinomialTail,
  exactNegativeBinomialTail,
  exactPoissonTail,
  ratio,
} from './exact-tails.ts';

/** Right to so many parts of the value itself, however small it is. */
function near(actual: number, expected: number, parts: number, what = ''): void {
  assert.ok(Math.abs(actual / expected - 1) <= parts, `${what} ${actual} is not ${expected}`);
}

/** What the continued fraction behind the negative-binomial tail is iterated to. */
const FRACTION = 4e-7;

describe('the tail of a negative-binomial count', () => {
  test('is that of exact arithmetic, near the mean and far from it', () => {
    for (const [k, mean, r] of [
      [1, ratio(1, 100), 3],
      [5, ratio(1, 2), 7],
      [11, ratio(47, 25), 20],
      [30, ratio(10), 1],
      [40, ratio(47, 25), 20],
      [90, ratio(30), 100],
      [150, ratio(100), 50],
      [12, ratio(40), 9],
    ] as const) {
      const [top, bottom] = [Number(mean.top), Number(mean.bottom)];
      const exact = exactNegativeBinomialTail(k, mean, r);
      near(negativeBinomialTail(k, top / bottom, 1 / r), exact, FRACTION, `k ${k}, 1/φ ${r}:`);
    }
  });

  test('is that of SciPy 1.17 (nbinom.sf)', () => {
    near(negativeBinomialTail(11, 1.88, 0.05), 2.1863852632e-5, 1e-9);
    near(negativeBinomialTail(80_000, 30_000, 0.01), 4.62840314e-32, 1e-8);
  });

  test('without dispersion is the Poisson tail, of exact arithmetic and of SciPy 1.17 (poisson.sf)', () => {
    near(negativeBinomialTail(20, 10, 0), 3.4543419758568e-3, 1e-10);
    for (const [k, mean] of [
      [1, 2],
      [5, 1],
      [20, 10],
      [60, 12],
      [80, 100],
      [200, 100],
    ] as const)
      near(negativeBinomialTail(k, mean, 0), exactPoissonTail(k, ratio(mean)), 1e-9, `k ${k}, μ ${mean}:`);
  });

  test('is certain for nothing, and impossible where nothing is expected', () => {
    assert.equal(negativeBinomialTail(0, 3, 0.1), 1);
    assert.equal(negativeBinomialTail(0, 0, 0), 1);
    assert.equal(negativeBinomialTail(1, 0, 0.1), 0);
  });
});

describe('the tail of a beta-binomial count', () => {
  test('is that of exact arithmetic, near the mean and far from it', () => {
    for (const [k, n, a, b, s] of [
      [1, 1, 1n, 3n, 1n],
      [10, 10, 3n, 9n, 4n],
      [50, 100, 19n, 76n, 5n],
      [5, 100, 19n, 76n, 5n],
      [100, 100, 1n, 99n, 10n],
      [90, 120, 2n, 98n, 1n],
      [300, 400, 49n, 196n, 5n],
      [7, 300, 1n, 499n, 1n],
    ] as const) {
      const [alpha, beta] = [Number(a) / Number(s), Number(b) / Number(s)];
      const tail = betaBinomialTail(k, n, alpha / (alpha + beta), 1 / (alpha + beta + 1));
      near(tail, exactBetaBinomialTail(k, n, { a, b, s }), 1e-9, `${k} of ${n}:`);
    }
  });

  test('is that of SciPy 1.17 (betabinom.sf)', () => {
    near(betaBinomialTail(50, 100, 0.2, 0.05), 5.65383067737e-3, 1e-9);
    near(betaBinomialTail(40_000, 100_000, 0.2, 0.02), 1.1577727806e-3, 1e-8);
    near(betaBinomialTail(10, 10, 0.25, 0.25), 6.8886782974e-3, 1e-9);
  });

  test('without correlation is the binomial tail, as nearly as is worth it', () => {
    const exact = exactBinomialTail(30, 50, ratio(1, 5));
    near(exact, 6.936746603338687e-10, 1e-15);
    near(betaBinomialTail(30, 50, 0.2, 0), exact, 2e-3);
    near(betaBinomialTail(12, 20, 0.3, 0), exactBinomialTail(12, 20, ratio(3, 10)), 5e-4);
    near(betaBinomialTail(200, 400, 0.4, 0), exactBinomialTail(200, 400, ratio(2, 5)), 5e-3);
  });

  test('is certain for nothing, and impossible for more than there are', () => {
    assert.equal(betaBinomialTail(0, 10, 0.2, 0.1), 1);
    assert.equal(betaBinomialTail(0, 0, 0.2, 0.1), 1);
    assert.equal(betaBinomialTail(11, 10, 0.2, 0.1), 0);
  });
});
