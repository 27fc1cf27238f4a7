import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { logCountRatio } from '#shared/classifier/bag-of-words/log-count-ratio.ts';
import { fitLogisticRegression, type Problem } from '#shared/classifier/bag-of-words/logistic-regression.ts';
import { createRandom } from '#shared/classifier/training/random.ts';

const FEATURES = 12;
const TEXTS = 60;

/** Texts with some features each; the first three tell their class, not always. */
function problem(): Problem {
  const random = createRandom(5);
  const starts = new Int32Array(TEXTS + 1);
  const columns: number[] = [];
  const classes: boolean[] = [];
  for (let text = 0; text < TEXTS; text++) {
    for (let column = 0; column < FEATURES; column++) if (random.next() < 0.4) columns.push(column);
    starts[text + 1] = columns.length;
    const told = columns.slice(starts[text]).filter((column) => column < 3).length;
    classes.push(told + random.next() * 2 > 2);
  }
  return {
    texts: { starts, columns: Int32Array.from(columns) },
    isClass: (text) => classes[text] ?? false,
    costs: Float64Array.from({ length: TEXTS }, (_, text) => (text % 2 ? 3 : 1)),
    scales: Float64Array.from({ length: FEATURES }, (_, column) => 0.5 + column / 8),
    random: createRandom(1),
  };
}

/** What the docstring says is minimised; the weights as they are returned, times their scale. */
function objective({ texts, isClass, costs, scales }: Problem, weights: Float64Array, bias: number): number {
  let sum = (bias * bias) / 2;
  for (const [column, weight] of weights.entries()) sum += (weight / (scales[column] ?? 1)) ** 2 / 2;
  for (let text = 0; text < TEXTS; text++) {
    const columns = texts.columns.slice(texts.starts[text], texts.starts[text + 1]);
    const logit =
      columns.reduce((total, column) => total + (weights[column] ?? 0), 0) / Math.sqrt(columns.length || 1) +
      bias;
    sum += (costs[text] ?? 0) * Math.log(1 + Math.exp(isClass(text) ? -logit : logit));
  }
  return sum;
}

describe('logistic regression', () => {
  test('finds the minimum: no step in any direction is better', () => {
    const given = problem();
    const { weights, bias } = fitLogisticRegression(given);
    const best = objective(given, weights, bias);
    for (let column = 0; column < FEATURES; column++) {
      for (const step of [-0.02, 0.02]) {
        const other = weights.slice();
        other[column] = (other[column] ?? 0) + step;
        assert.ok(objective(given, other, bias) > best, `feature ${column} by ${step}`);
      }
    }
    assert.ok(objective(given, weights, bias + 0.02) > best && objective(given, weights, bias - 0.02) > best);
  });

  test('is the same whenever it is run', () => {
    assert.deepEqual(fitLogisticRegression(problem()), fitLogisticRegression(problem()));
  });

  test('leaves out what costs nothing', () => {
    const given = problem();
    const { weights, bias } = fitLogisticRegression({ ...given, costs: new Float64Array(TEXTS) });
    assert.deepEqual([bias, ...weights], new Array(FEATURES + 1).fill(0));
  });
});

test('the log-count ratio says how much more often a feature is in the class', () => {
  // Feature 0 is in both texts of the class and in one of the others, feature 1 in one of each.
  const texts = { starts: Int32Array.of(0, 2, 3, 4, 5), columns: Int32Array.of(0, 1, 0, 0, 1) };
  const ratio = logCountRatio(texts, (text) => Number(text < 2), { features: 2, smoothing: 1 });
  const expected = [3 / 5 / (2 / 4), 2 / 5 / (2 / 4)].map(Math.log);
  for (const [column, value] of expected.entries()) {
    assert.ok(Math.abs((ratio[column] ?? 0) - value) < 1e-12, `${ratio[column]}, expected ${value}`);
  }
});
