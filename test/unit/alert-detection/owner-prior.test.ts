import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { ignorance } from '../../../services/alert/detection/history.ts';
import { ownerPrior, type ProductSums } from '../../../services/alert/detection/owner-prior.ts';
import { Draws } from './drawn-counts.ts';

const near = (actual: number, expected: number): void =>
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);

describe('what an owner’s products say of a new one', () => {
  test('is nothing where there are none, or none with thirty mentions', () => {
    assert.deepEqual(ownerPrior([]), ignorance);
    assert.deepEqual(ownerPrior([{ mentions: 29, negative: 29 }]), ignorance);
    assert.deepEqual(ignorance, { share: 0.25, weight: 4 });
  });

  test('is the mean of their shares, each counted alike', () => {
    const { share } = ownerPrior([
      { mentions: 100, negative: 10 },
      { mentions: 10_000, negative: 3_000 },
      { mentions: 20, negative: 20 },
    ]);
    near(share, 0.2);
  });

  test('counts little as long as it is one or two', () => {
    const product = { mentions: 1_000, negative: 100 };
    near(ownerPrior([product]).weight, 4);
    near(ownerPrior([product, product]).weight, 4);
  });

  test('counts for fifty mentions where they are alike, for four where they are not', () => {
    const of = (...percents: number[]): ProductSums[] =>
      percents.map((percent) => ({ mentions: 10_000, negative: percent * 100 }));
    near(ownerPrior(of(20, 20, 20, 20)).weight, 50);
    near(ownerPrior(of(1, 5, 90, 95)).weight, 4);
    const some = ownerPrior(of(10, 20, 30, 15, 25)).weight;
    assert.ok(some > 4 && some < 50);
  });

  test('does not take chance for difference', () => {
    const draws = new Draws(21);
    const alike = Array.from({ length: 30 }, () => ({ mentions: 60, negative: draws.binomial(60, 0.2) }));
    assert.ok(ownerPrior(alike).weight > 30);
  });

  test('finds the weight of the beta distribution that the shares come from', () => {
    const draws = new Draws(22);
    const products = Array.from({ length: 400 }, () => ({
      mentions: 300,
      negative: draws.betaBinomial(300, 4, 16),
    }));
    const { share, weight } = ownerPrior(products);
    assert.ok(Math.abs(share - 0.2) < 0.02, `${share}`);
    assert.ok(Math.abs(weight - 20) < 4, `${weight}`);
  });

  test('is never certain, and within its bounds', () => {
    const product = fc
      .record({ mentions: fc.nat(500), negative: fc.nat(500) })
      .map(({ mentions, negative }) => ({ mentions, negative: Math.min(mentions, negative) }));
    fc.assert(
      fc.property(fc.array(product), (products) => {
        const { share, weight } = ownerPrior(products);
        assert.ok(share >= 0.01 && share <= 0.95 && weight >= 4 && weight <= 50);
      }),
      { seed: 115, numRuns: 500 },
    );
  });
});
