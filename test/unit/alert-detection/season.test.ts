import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { HOURS_OF_WEEK } from '../../../services/alert/detection/baseline.ts';
import { fitSeason, type Season, type WeekSums } from '../../../services/alert/detection/season.ts';
import { Draws } from './drawn-counts.ts';

const spread = { hour: 0.25, day: 0.08, hourOfWeek: 0.04, noise: 0.2 };
const hoursOfWeek = Array.from({ length: HOURS_OF_WEEK }, (_, hour) => hour);

/** Busy by day, half as much at the weekend. Hour 0 is Thursday 00:00. */
function usual(hour: number): number {
  const byDay = hour % 24 >= 8 && hour % 24 < 20;
  const weekend = [2, 3].includes(Math.floor(hour / 24));
  return (byDay ? 20 : 4) * (weekend ? 0.5 : 1);
}

/** Sums over `seen` hours from hour 0 on; `count` says what there was in each. */
function sums(seen: number, count: (hour: number) => number): WeekSums {
  const observed = new Float64Array(HOURS_OF_WEEK);
  const hours = new Float64Array(HOURS_OF_WEEK);
  for (let i = 0; i < seen; i += 1) {
    const hour = i % HOURS_OF_WEEK;
    observed[hour] = observed[hour]! + count(hour);
    hours[hour] = hours[hour]! + 1;
  }
  return { observed, exposure: hours, hours };
}

const sum = (values: Iterable<number>): number => [...values].reduce((total, each) => total + each, 0);

function fit(week: WeekSums): Season {
  const hours = sum(week.hours);
  return fitSeason(week, hours > 0 ? sum(week.observed) / hours : 0, spread);
}

describe('the season of a week', () => {
  test('is the level itself when nothing has been seen', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), (level) => {
        const season = fitSeason(
          sums(0, () => 0),
          level,
          spread,
        );
        assert.deepEqual(season.level, new Float64Array(HOURS_OF_WEEK).fill(level));
        assert.ok(Math.abs(season.uncertainty - (spread.hour + spread.day + spread.hourOfWeek)) < 1e-12);
      }),
      { seed: 102 },
    );
  });

  test('is the level itself where every hour is alike', () => {
    const { level } = fit(sums(4 * HOURS_OF_WEEK, () => 7));
    for (const each of level) assert.ok(Math.abs(each - 7) < 1e-9);
  });

  describe('of busy days and weekends of half as much', () => {
    const fitted = (weeks: number): ((expected: number) => number) => {
      const draws = new Draws(1);
      const { level } = fit(sums(weeks * HOURS_OF_WEEK, (hour) => draws.poisson(usual(hour))));
      return (expected) => {
        const alike = hoursOfWeek.filter((hour) => usual(hour) === expected);
        return sum(alike.map((hour) => level[hour]!)) / alike.length;
      };
    };
    const within = (actual: number, low: number, high: number): void =>
      assert.ok(actual >= low && actual <= high, `${actual} is not between ${low} and ${high}`);

    test('has days and nights after four weeks, and most of the weekend', () => {
      const mean = fitted(4);
      within(mean(20), 18, 20);
      within(mean(4), 3.7, 4.2);
      // Four weekends could be chance: factors stray by 0.2 from week to week.
      within(mean(10), 10, 14);
      within(mean(2), 2, 2.8);
    });

    test('has all of it after a year', () => {
      const mean = fitted(52);
      for (const expected of [20, 10, 4, 2]) within(mean(expected), 0.93 * expected, 1.07 * expected);
    });
  });

  test('is nearer to the truth than the hours of the week by themselves', () => {
    const draws = new Draws(2);
    const week = sums(2 * HOURS_OF_WEEK, (hour) => draws.negativeBinomial(usual(hour), 5));
    const { level } = fit(week);
    const miss = (of: (hour: number) => number): number =>
      sum(hoursOfWeek.map((hour) => (of(hour) - usual(hour)) ** 2));
    const [fittedMiss, rawMiss] = [
      miss((hour) => level[hour]!),
      miss((hour) => week.observed[hour]! / week.hours[hour]!),
    ];
    assert.ok(fittedMiss < 0.7 * rawMiss, `${fittedMiss} of ${rawMiss}`);
  });

  test('after one day tells day from night, but believes it in part only, and for every day of the week', () => {
    const { level } = fit(sums(24, usual));
    const mean = 12;
    assert.ok(level[12]! > mean + 2 && level[12]! < 20);
    assert.ok(level[3]! < mean - 2 && level[3]! > 4);
    // Of days that have not been seen it knows no more than of this one.
    for (let day = 1; day < 7; day += 1) {
      assert.ok(level[day * 24 + 12]! > mean + 2 && level[day * 24 + 12]! <= level[12]!);
    }
  });

  test('believes less of what few mentions say than of what many say alike', () => {
    const contrast = (times: number): number => {
      const { level } = fit(sums(24, (hour) => usual(hour) * times));
      return level[12]! / level[3]!;
    };
    assert.ok(contrast(0.05) < contrast(1) && contrast(1) < contrast(20));
  });

  test('is less uncertain the longer it has been seen', () => {
    for (const shape of [usual, () => 10]) {
      const uncertain = [0, 24, 168, 336, 672, 2_688].map((hours) => fit(sums(hours, shape)).uncertainty);
      assert.deepEqual(
        uncertain.toSorted((a, b) => b - a),
        uncertain,
      );
      assert.ok(uncertain.at(-1)! < uncertain[0]! / 5);
    }
  });

  test('is never negative', () => {
    const counts = fc.array(fc.nat(200), { minLength: HOURS_OF_WEEK, maxLength: HOURS_OF_WEEK });
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 400 }), (observed, hours) => {
        const { level, uncertainty } = fit(sums(hours, (hour) => observed[hour]!));
        assert.ok(level.every((each) => each >= 0 && Number.isFinite(each)));
        assert.ok(uncertainty >= 0);
      }),
      { seed: 103 },
    );
  });
});
