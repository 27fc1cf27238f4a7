import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createRandom } from '#shared/classifier/training/random.ts';
import { observedShare, trueShare } from '../../../bench/alerting/classifier-view.ts';
import { inject, tones, headline } from '../../../bench/alerting/crisis.ts';
import { binomial, poisson, seedOf } from '../../../bench/alerting/draws.ts';
import { draw, inBuckets } from '../../../bench/alerting/intensity.ts';
import { cleanCounts, nabSeries } from '../../../bench/alerting/nab-shapes.ts';
import { plainIntensity, realisticIntensity, START } from '../../../bench/alerting/worlds.ts';

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((all, each) => all + each, 0);
const near = (actual: number, expected: number, part: number): void =>
  assert.ok(Math.abs(actual / expected - 1) <= part, `${actual} is not within ${part} of ${expected}`);

describe('draws', () => {
  test('Poisson counts have their mean and variance, small and large', () => {
    for (const mean of [0.03, 2, 40, 1_200]) {
      const random = createRandom(seedOf(9_001, mean * 100));
      const counts = Array.from({ length: 20_000 }, () => poisson(random, mean));
      const average = sum(counts) / counts.length;
      near(average, mean, 0.1);
      near(sum(counts.map((count) => (count - average) ** 2)) / counts.length, mean, 0.1);
    }
    assert.equal(poisson(createRandom(1), 0), 0);
  });

  test('binomial counts have their mean', () => {
    const random = createRandom(9_002);
    near(sum(Array.from({ length: 5_000 }, () => binomial(random, 20, 0.3))) / 5_000, 6, 0.03);
  });

  test('seeds of neighbours differ, the same parts give the same seed', () => {
    const seeds = new Set(Array.from({ length: 10_000 }, (_, i) => seedOf(7, i % 100, Math.floor(i / 100))));
    assert.ok(seeds.size > 9_990);
    assert.equal(seedOf(1, 2, 3), seedOf(1, 2, 3));
  });
});

describe('ordinary series', () => {
  test('the classifier sees 18.8 % where 15 % are negative, and back', () => {
    near(observedShare(0.15), 0.188, 1e-9);
    near(trueShare(observedShare(0.37)), 0.37, 1e-9);
  });

  test('plain and realistic worlds have the rate that was asked for', () => {
    const random = createRandom(9_003);
    for (const intensity of [plainIntensity(50, 4), realisticIntensity(50, 4, random)]) {
      const { counts } = draw(intensity, random);
      near(sum(counts.mentions) / (4 * 168), 50, 0.05);
    }
    const plain = draw(plainIntensity(50, 4), random).counts;
    near(sum(plain.negative) / sum(plain.mentions), 0.188, 0.05);
  });

  test('a realistic week has seasons and strays more than chance', () => {
    const { rate } = realisticIntensity(50, 4, createRandom(9_004));
    assert.ok(Math.max(...rate) > 4 * Math.min(...rate));
  });

  test('five minutes are the sum of five', () => {
    const { counts } = draw(plainIntensity(300, 1), createRandom(9_005));
    const five = inBuckets(counts, 5);
    assert.equal(five.mentions.length, counts.mentions.length / 5);
    assert.equal(five.mentions[3], sum(counts.mentions.slice(15, 20)));
    assert.equal(sum(five.negative), sum(counts.negative));
  });

  test('a shape is brought to another rate, downwards and upwards', () => {
    const shape = new Float64Array(12 * 24 * 21).map((_, i) => (i % 288 < 144 ? 6 : 2));
    for (const hourly of [10, 100]) {
      const { counts } = nabSeries(shape, START, hourly, createRandom(9_006));
      near(sum(counts.mentions) / (21 * 24), hourly, 0.05);
    }
  });

  test('labelled anomalies are replaced by another week', () => {
    const counts = new Uint32Array(12 * 24 * 21).fill(3);
    counts.fill(500, 1_000, 1_050);
    const file = { name: 'X', times: [], counts, windows: [[990, 1_060]] as const };
    assert.equal(Math.max(...cleanCounts(file)), 3);
  });
});

describe('crises', () => {
  const drawn = draw(plainIntensity(300, 6), createRandom(9_007));

  test('three times the volume, half of it negative as the classifier sees it', () => {
    const { counts, onset, end } = inject(drawn, headline[0]!, 5 * 10_080, 600, createRandom(1));
    const from = (onset - counts.start) / 60_000;
    const to = (end - counts.start) / 60_000;
    assert.equal(to - from, 360);
    const n = sum(counts.mentions.slice(from, to));
    near(n, 6 * 900, 0.06);
    near(sum(counts.negative.slice(from, to)) / n, observedShare(0.5), 0.06);
    assert.deepEqual(
      counts.mentions.slice(0, from),
      drawn.counts.mentions.slice(5 * 10_080 - from, 5 * 10_080),
    );
  });

  test('a ramp begins as usual', () => {
    const crisis = { ...headline[1]!, rampMinutes: 300, minutes: 300 };
    const { counts, onset } = inject(drawn, crisis, 5 * 10_080, 0, createRandom(2));
    const from = (onset - counts.start) / 60_000;
    near(sum(counts.mentions.slice(from, from + 60)), 300 * 1.2, 0.15);
    near(sum(counts.mentions.slice(from + 240, from + 300)), 300 * 2.8, 0.15);
  });

  test('a change of tone leaves the volume alone', () => {
    const crisis = tones.find(({ name }) => name === 'share +20 points, 24 h')!;
    const { counts, onset } = inject(drawn, crisis, 5 * 10_080, 0, createRandom(3));
    const from = (onset - counts.start) / 60_000;
    const n = sum(counts.mentions.slice(from));
    near(n, 24 * 300, 0.06);
    near(sum(counts.negative.slice(from)) / n, observedShare(0.35), 0.06);
  });
});
