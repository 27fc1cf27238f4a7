import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Baseline } from '../../../services/alert/detection/baseline.ts';
import { ignorance } from '../../../services/alert/detection/history.ts';
import { learnBaseline } from '../../../services/alert/detection/learn-baseline.ts';
import { Draws } from './drawn-counts.ts';
import { days, historyOf, TILES_A_DAY, type Tile } from './histories.ts';

/** Four weeks: five mentions a quarter of an hour, 15 % of them negative. */
const draws = new Draws(11);
const usual = days(28, () => {
  const mentions = draws.poisson(5);
  return { mentions, negative: draws.binomial(mentions, 0.15) };
});
const learn = (tiles: readonly Tile[]): Baseline => learnBaseline(historyOf(tiles), ignorance);
const mean = (values: Float64Array): number => values.reduce((sum, each) => sum + each, 0) / values.length;
const about = (actual: number, expected: number, parts: number): void =>
  assert.ok(Math.abs(actual / expected - 1) <= parts, `${actual} is not about ${expected}`);

/** The tiles of day 10 from 08:00 to 14:00. */
const inStretch = (i: number): boolean => i >= 10 * TILES_A_DAY + 32 && i < 10 * TILES_A_DAY + 56;

describe('a baseline', () => {
  test('of nothing is the prior at every hour; of volume nothing is known', () => {
    for (const prior of [ignorance, { share: 0.1, weight: 50 }]) {
      const baseline = learnBaseline(historyOf([]), prior);
      assert.deepEqual(baseline.share, new Float64Array(168).fill(prior.share));
      assert.deepEqual(baseline.rate, new Float64Array(168));
      assert.deepEqual([baseline.hours, baseline.mentions], [0, 0]);
      // What is not known of the share counts as correlation: that of the beta distribution behind the prior.
      for (const each of baseline.correlation) about(each, 0.02 + 1 / (prior.weight + 1), 1e-12);
      for (const each of baseline.dispersion) assert.ok(each > 1);
    }
  });

  test('of four weeks knows the rate, the share, and how little both stray', () => {
    const baseline = learn(usual);
    about(mean(baseline.rate), 20, 0.02);
    about(mean(baseline.share), 0.15, 0.05);
    assert.equal(baseline.hours, 28 * 24);
    assert.equal(
      baseline.mentions,
      usual.reduce((sum, { mentions }) => sum + mentions, 0),
    );
    for (const each of baseline.correlation) assert.ok(each < 0.02);
    // Of 28 days one by one little is known: the guess is worth 16 of them.
    for (const [window, most] of [0.05, 0.05, 0.08, 0.1].entries())
      assert.ok(baseline.dispersion[window]! < most, `${window}: ${baseline.dispersion[window]}`);
  });

  test('has a negative day and a positive night', () => {
    const seasonal = days(28, (i) => {
      const negative = i % TILES_A_DAY < 48 ? 1 : 4;
      return { mentions: 10, negative };
    });
    const { share } = learn(seasonal);
    assert.ok(share[6]! < 0.15 && share[18]! > 0.35);
  });

  test('is sure of less after a day than after four weeks', () => {
    const [day, month] = [learn(usual.slice(0, TILES_A_DAY)), learn(usual)];
    assert.ok(day.correlation.every((each, window) => each > month.correlation[window]!));
    assert.ok(day.dispersion.every((each, window) => each > month.dispersion[window]!));
  });

  test('leaves an outage out, as if people had excluded it', () => {
    const none = { mentions: 0, negative: 0 };
    const outage = usual.map((tile, i) => (inStretch(i) ? none : tile));
    // Seen from outside the stretch: the tiles beside it may be empty by chance.
    const byHand = outage.map((tile, i) => ({ ...tile, excluded: inStretch(i) }));
    assert.deepEqual(learn(outage), learn(byHand));
    assert.equal(learn(outage).hours, 28 * 24 - 6);
    about(mean(learn(outage).rate), mean(learn(usual).rate), 0.02);
  });

  test('takes a short silence for what it is', () => {
    const quiet = usual.map((tile, i) => (i >= 1_000 && i < 1_002 ? { mentions: 0, negative: 0 } : tile));
    assert.equal(learn(quiet).hours, 28 * 24);
  });

  test('does not depend on what is in excluded tiles', () => {
    const crisis = fc.record({
      mentions: fc.integer({ min: 1, max: 500 }),
      part: fc.double({ min: 0, max: 1 }),
    });
    const without = learn(
      usual.map((tile, i) => ({ ...tile, mentions: Math.max(1, tile.mentions), excluded: inStretch(i) })),
    );
    fc.assert(
      fc.property(crisis, ({ mentions, part }) => {
        const negative = Math.round(mentions * (Number.isNaN(part) ? 0 : part));
        const tiles = usual.map((tile, i) =>
          inStretch(i)
            ? { mentions, negative, excluded: true }
            : { ...tile, mentions: Math.max(1, tile.mentions) },
        );
        assert.deepEqual(learn(tiles), without);
      }),
      { seed: 104, numRuns: 20 },
    );
  });

  test('counts what other models scored for the volume, and not for the share', () => {
    const half = usual.length / 2;
    const before = usual.map((tile, i) => (i < half ? { ...tile, scored: 0, negative: 0 } : tile));
    const baseline = learn(before);
    assert.deepEqual(baseline.rate, learn(usual).rate);
    assert.equal(baseline.hours, 28 * 24);
    const scored = usual.slice(half);
    assert.equal(
      baseline.mentions,
      scored.reduce((sum, { mentions }) => sum + mentions, 0),
    );
    about(mean(baseline.share), 0.15, 0.07);
    // Of nothing that the present model scored, the prior is all there is.
    const nothing = learn(usual.map((tile) => ({ ...tile, scored: 0, negative: 0 })));
    assert.deepEqual(nothing.share, new Float64Array(168).fill(ignorance.share));
    assert.deepEqual(nothing.rate, baseline.rate);
  });

  test('begins at the prior and leaves it as mentions come', () => {
    const prior = { share: 0.5, weight: 20 };
    const shares = [0, 1, 8, 48, 672].map((tiles) =>
      mean(learnBaseline(historyOf(usual.slice(0, tiles)), prior).share),
    );
    assert.equal(shares[0], 0.5);
    about(shares.at(-1)!, 0.15, 0.1);
    assert.deepEqual(
      shares.toSorted((a, b) => b - a),
      shares,
    );
  });

  test('expects no share of everything, and is finite, whatever there was', () => {
    const tile = fc
      .record({ mentions: fc.nat(50), scored: fc.nat(50), negative: fc.nat(50), excluded: fc.boolean() })
      .map(({ mentions, scored, negative, excluded }) => ({
        mentions,
        scored: Math.min(mentions, scored),
        negative: Math.min(mentions, scored, negative),
        excluded,
      }));
    fc.assert(
      fc.property(fc.array(tile, { maxLength: 300 }), (tiles) => {
        const { rate, share, correlation, dispersion } = learn(tiles);
        assert.ok(rate.every((each) => each >= 0 && Number.isFinite(each)));
        assert.ok(share.every((each) => each >= 0 && each <= 0.98));
        assert.ok(correlation.every((each) => each >= 0 && each <= 0.9));
        assert.ok(dispersion.every((each) => each >= 0 && Number.isFinite(each)));
      }),
      { seed: 105, numRuns: 100 },
    );
  });
});
