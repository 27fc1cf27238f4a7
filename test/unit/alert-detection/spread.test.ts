import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { correlationOf, dispersionOf } from '../../../services/alert/detection/spread.ts';
import { Draws } from './drawn-counts.ts';

/** Four weeks of quarters of an hour, and of hours. */
const QUARTERS = 2_688;
const HOURS = 672;
const unsure = { value: 0.15, weight: 16 };
const unsureShare = { value: 0.02, weight: 200 };

const filled = (count: number, value: (i: number) => number): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => value(i));
const within = (actual: number, low: number, high: number): void =>
  assert.ok(actual >= low && actual <= high, `${actual} is not between ${low} and ${high}`);

describe('the dispersion of counts', () => {
  const expected = filled(QUARTERS, (i) => 6 + 4 * Math.sin((i * Math.PI) / 48));
  const dispersion = (observed: Float64Array): number =>
    dispersionOf(observed, expected, observed.length, unsure);
  const drawn = (seed: number, shape: number): Float64Array => {
    const draws = new Draws(seed);
    return expected.map((mean) => draws.negativeBinomial(mean, shape));
  };

  test('is found in what was drawn with it', () => {
    within(dispersion(drawn(1, 5)), 0.17, 0.23);
    within(dispersion(drawn(2, 2)), 0.43, 0.57);
    within(dispersion(drawn(3, 20)), 0.035, 0.065);
  });

  test('is next to nothing where there is chance alone', () => {
    const draws = new Draws(4);
    within(dispersion(expected.map((mean) => draws.poisson(mean))), 0, 0.02);
  });

  test('is hardly changed by one crisis in four weeks: ten times as many for four hours', () => {
    const calm = drawn(5, 5);
    const crisis = calm.map((count, i) => (i >= 1_000 && i < 1_016 ? 10 * expected[i]! : count));
    // Without a cap, each of these 16 would count 81 squares of the mean: 0.5 in all.
    assert.ok(Math.abs(dispersion(crisis) - dispersion(calm)) < 0.06);
  });

  test('is the guess where there is nothing, and half of it where there is as much as the guess is worth', () => {
    assert.equal(dispersionOf(new Float64Array(0), new Float64Array(0), 0, unsure), 0.15);
    assert.equal(dispersionOf(new Float64Array(9), new Float64Array(9), 0, unsure), 0.15);
    const observed = drawn(6, 2);
    const believing = (weight: number): number =>
      dispersionOf(observed, expected, unsure.weight, { ...unsure, weight });
    assert.ok(Math.abs(believing(unsure.weight) - (believing(0) + unsure.value) / 2) < 1e-12);
  });

  test('of less than chance is the guess alone, drawn towards nothing: never negative', () => {
    within(dispersion(expected), 0, 0.15 / 100);
  });
});

describe('the correlation of shares', () => {
  const trials = filled(HOURS, (i) => 30 + (i % 24));
  const shares = filled(HOURS, () => 0.2);
  const correlation = (observed: Float64Array): number =>
    correlationOf(observed, trials, shares, HOURS, unsureShare);
  const drawn = (seed: number, a: number, b: number): Float64Array => {
    const draws = new Draws(seed);
    return trials.map((n) => draws.betaBinomial(n, a, b));
  };

  test('is found in what was drawn with it', () => {
    within(correlation(drawn(1, 4, 16)), 0.038, 0.058);
    within(correlation(drawn(2, 1, 4)), 0.14, 0.2);
  });

  test('is next to nothing where there is chance alone', () => {
    const draws = new Draws(3);
    within(correlation(trials.map((n) => draws.binomial(n, 0.2))), 0, 0.006);
  });

  test('is hardly changed by one crisis in four weeks: nine of ten for four hours', () => {
    const calm = drawn(4, 4, 16);
    const crisis = calm.map((k, i) => (i >= 300 && i < 304 ? Math.round(0.9 * trials[i]!) : k));
    assert.ok(correlation(crisis) > correlation(calm));
    assert.ok(correlation(crisis) < correlation(calm) + 0.02);
  });

  for (const times of [3, 10]) {
    test(`nor by one that brings ${times} times the usual volume`, () => {
      const calm = drawn(4, 4, 16);
      const loud = trials.map((n, i) => (i >= 300 && i < 304 ? times * n : n));
      const crisis = calm.map((k, i) => (i >= 300 && i < 304 ? Math.round(0.6 * loud[i]!) : k));
      assert.ok(correlationOf(crisis, loud, shares, HOURS, unsureShare) < correlation(calm) + 0.02);
    });
  }

  test('is the guess where there is nothing, or where single mentions are all there is', () => {
    assert.equal(correlationOf(new Float64Array(0), trials, shares, 0, unsureShare), 0.02);
    const ones = new Float64Array(HOURS).fill(1);
    assert.equal(correlationOf(ones, ones, shares, HOURS, unsureShare), 0.02);
  });

  test('is never negative, and never above one', () => {
    within(correlation(trials.map((n) => n * 0.2)), 0, 0.02);
    within(correlation(trials.map((n, i) => (i % 2 === 0 ? n : 0))), 0, 1);
  });
});
