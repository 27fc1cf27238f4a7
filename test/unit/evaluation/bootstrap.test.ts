import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bootstrap, interval } from '#shared/classifier/evaluation/bootstrap.ts';
import { classStatistics } from '#shared/classifier/evaluation/class-statistics.ts';
import { judgementsOf } from '#shared/classifier/evaluation/judgements.ts';
import { byRating, measureRatings, ratingStatistics } from '#shared/classifier/evaluation/rating-metrics.ts';
import { classResult } from '#shared/classifier/evaluation/result-with-intervals.ts';
import { seeded } from '../../fixtures/generated-posts.ts';

/** A model that is right about so large a share, and as sure as it is often right. */
function judgements(examples: number, right: number, seed: number): ReturnType<typeof judgementsOf> {
  const random = seeded(seed);
  const truth = Array.from({ length: examples }, () => Number(random() < 0.5));
  const probabilities = truth.flatMap((label) => {
    const said = random() < right ? label : 1 - label;
    return said === 1 ? [1 - right, right] : [right, 1 - right];
  });
  return judgementsOf(Float32Array.from(probabilities), truth, 2);
}

describe('bootstrap intervals', () => {
  const { result } = classResult(judgements(2000, 0.8, 7), ['negative', 'positive']);

  test('are as wide as theory says for a share', () => {
    const [low, high] = result.intervals.accuracy;
    const expected = 2 * 1.96 * Math.sqrt((0.8 * 0.2) / 2000);
    assert.ok(Math.abs(high - low - expected) < expected * 0.15, `${high - low}, expected about ${expected}`);
    assert.ok(low < result.metrics.accuracy && result.metrics.accuracy < high);
  });

  test('hold the value of every metric, the calibration error too', () => {
    for (const metric of ['macroRecall', 'macroF1', 'ece', 'logLoss'] as const) {
      const [low, high] = result.intervals[metric];
      const value = result.metrics[metric];
      assert.ok(low <= value && value <= high, `${metric} ${value} is not in ${low} to ${high}`);
    }
    assert.ok(result.intervals.ece[0] >= 0);
    for (const [c, [low, high]] of result.intervals.recall.entries()) {
      assert.ok(low < result.metrics.recall[c]! && result.metrics.recall[c]! < high);
    }
  });

  test('stand beside the accuracy of every bin that has examples', () => {
    const full = result.reliability.filter(({ examples }) => examples > 0);
    assert.ok(full.length > 0);
    for (const { accuracy, interval: [low, high] = [1, 0] } of full)
      assert.ok(low <= accuracy && accuracy <= high);
    const empty = result.reliability.find(({ examples }) => examples === 0);
    assert.ok(empty && empty.interval === undefined);
  });

  test('are the same each time', () => {
    const again = classResult(judgements(2000, 0.8, 7), ['negative', 'positive']);
    assert.deepEqual(again.result.intervals, result.intervals);
  });

  test('hold the truth about 95 times in 100', () => {
    let held = 0;
    for (let seed = 0; seed < 100; seed++) {
      const [low, high] = interval(bootstrap(classStatistics(judgements(200, 0.7, seed)), 200)[0]!);
      if (low <= 0.7 && 0.7 <= high) held++;
    }
    assert.ok(held >= 88 && held <= 100, `${held} of 100`);
  });
});

describe('ratings', () => {
  test('R² is 1 for what is foretold exactly, 0 for the mean, below 0 for worse', () => {
    assert.equal(measureRatings([1, 5, 9], [1, 5, 9]).r2, 1);
    assert.ok(Math.abs(measureRatings([5, 5, 5], [1, 5, 9]).r2) < 1e-12);
    assert.ok(measureRatings([9, 5, 1], [1, 5, 9]).r2 < 0);
  });

  test('errors are in the units of the ratings', () => {
    const { rmse, mae, examples } = measureRatings([2, 5, 5], [1, 5, 9]);
    assert.equal(examples, 3);
    assert.ok(Math.abs(rmse - Math.sqrt(17 / 3)) < 1e-12);
    assert.ok(Math.abs(mae - 5 / 3) < 1e-12);
  });

  test('are told by what people gave, lowest first', () => {
    const said = Array.from({ length: 11 }, (_, i) => i);
    assert.deepEqual(byRating([...said, 7], [...said.map(() => 4), 2]), [
      { rating: 2, examples: 1, mean: 7, between: [7, 7] },
      { rating: 4, examples: 11, mean: 5, between: [1, 9] },
    ]);
  });

  test('have intervals too', () => {
    const random = seeded(3);
    const truth = Array.from({ length: 500 }, () => random() * 9 + 1);
    const predicted = truth.map((rating) => rating + random() - 0.5);
    const [low, high] = interval(bootstrap(ratingStatistics(predicted, truth))[0]!);
    const { r2 } = measureRatings(predicted, truth);
    assert.ok(low < r2 && r2 < high && high - low < 0.02);
  });
});
