import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { operatingPoints } from '#shared/classifier/evaluation/operating-points.ts';
import { largest } from '#shared/classifier/evaluation/largest.ts';
import { measure } from '#shared/classifier/evaluation/metrics.ts';

const near = (actual: number, expected: number): void => {
  assert.ok(Math.abs(actual - expected) < 1e-6, `${actual}, expected ${expected}`);
};

/** Six examples, worked out by hand. */
const truth = [0, 0, 1, 1, 1, 2];
const probabilities = Float32Array.from([
  0.7, 0.2, 0.1, // said 0, right
  0.3, 0.6, 0.1, // said 1, is 0
  0.1, 0.8, 0.1, // said 1, right
  0.2, 0.5, 0.3, // said 1, right
  0.1, 0.2, 0.7, // said 2, is 1
  0.0, 0.1, 0.9, // said 2, right
]); // prettier-ignore

describe('the metrics of a classifier', () => {
  const metrics = measure(probabilities, truth, 3);

  test('count every example in the confusion matrix', () => {
    assert.deepEqual(metrics.confusion, [
      [1, 1, 0],
      [0, 2, 1],
      [0, 0, 1],
    ]);
    assert.equal(metrics.examples, 6);
  });

  test('are those worked out by hand', () => {
    near(metrics.accuracy, 4 / 6);
    [1 / 2, 2 / 3, 1].forEach((recall, c) => near(metrics.recall[c]!, recall));
    [1, 2 / 3, 1 / 2].forEach((precision, c) => near(metrics.precision[c]!, precision));
    near(metrics.macroRecall, (1 / 2 + 2 / 3 + 1) / 3);
    near(metrics.macroF1, (2 / 3 + 2 / 3 + 2 / 3) / 3);
    near(metrics.logLoss, -[0.7, 0.3, 0.8, 0.5, 0.2, 0.9].reduce((sum, p) => sum + Math.log(p), 0) / 6);
  });

  test('measure calibration over bins of confidence', () => {
    // Bins of 1/15: 0.7 and 0.7 share one, with one right; 0.6, 0.8, 0.5 and 0.9 are alone in theirs.
    const gap =
      Math.abs(1 - 1.4) + Math.abs(0 - 0.6) + Math.abs(1 - 0.8) + Math.abs(1 - 0.5) + Math.abs(1 - 0.9);
    near(metrics.ece, gap / 6);
  });

  test('leave a class that does not occur out of the means', () => {
    const twoClasses = measure(Float32Array.from([0.9, 0, 0.1, 0.2, 0.7, 0.1]), [0, 2], 3);
    near(twoClasses.macroRecall, 0.5);
    near(twoClasses.macroF1, 0.5);
    assert.deepEqual(twoClasses.recall, [1, 0, 0]);
  });

  test('take full confidence that is right for perfect calibration', () => {
    near(measure(Float32Array.from([1, 0, 0, 0, 1, 0]), [0, 1], 3).ece, 0);
  });
});

test('the first of equally likely classes counts', () => {
  assert.equal(largest([0.2, 0.4, 0.4]), 1);
});

describe('operating points', () => {
  // Nine of ten texts are negative, and the positive ones are told apart only when they get more weight.
  const labels = [0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
  const said = labels.flatMap((label) => (label === 1 ? [0.7, 0.3] : [0.9, 0.1]));
  const points = operatingPoints(Float32Array.from(said), labels, 2);
  const at = (shift: number) => points.find((point) => Math.abs(point.shift - shift) < 1e-9);

  test('run from the most accurate to the best macro-recall', () => {
    assert.equal(points.length, 21);
    near(at(0)!.macroRecall, 0.5);
    near(at(0)!.accuracy, 0.9);
    near(at(0.5)!.macroRecall, 1);
    near(at(-1)!.macroRecall, 0.5);
    // Beyond what the odds of the others bear, rare is said of all.
    near(at(1)!.macroRecall, 1);
  });

  test('are the model as it is where nothing is moved', () => {
    const { accuracy, macroRecall, macroF1, ece } = measure(Float32Array.from(said), labels, 2);
    assert.deepEqual(at(0), { shift: 0, accuracy, macroRecall, macroF1, ece });
  });
});
