import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Backend } from '#shared/classifier/backend.ts';
import { threeClasses, twoClasses } from '#shared/classifier/dataset/target.ts';
import { differences } from '#shared/classifier/evaluation/difference.ts';
import { evaluateModel, type Measured } from '#shared/classifier/evaluation/evaluate-model.ts';
import type { Output } from '#shared/classifier/model/output.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';

const calibration = (classes: number) => ({ temperature: 1, bias: new Array<number>(classes).fill(0) });
const three: Output = { ...threeClasses, labels: [...threeClasses.labels], calibration: calibration(3) };
const two: Output = { ...twoClasses, labels: [...twoClasses.labels], calibration: calibration(2) };
const rating: Output = { type: 'rating', lowest: 1, highest: 10 };

/** Says of each text in turn what is written here. */
const backendOf = (scores: readonly (readonly number[])[]): Backend => {
  let at = 0;
  return {
    kind: 'compiled',
    score: (tokens) => Float32Array.from(tokens.flatMap(() => scores[at++ % scores.length] ?? [])),
    close: () => undefined,
  };
};

describe('a model is measured', () => {
  const subject = { model: 'm@1', data: 'texts.csv' };

  test('with three classes on three', async () => {
    const backend = backendOf([[0.8, 0.1, 0.1], [0.1, 0.8, 0.1], [0.6, 0.3, 0.1]]); // prettier-ignore
    const examples = [0, 1, 2].map((label) => ({ text: 'x', label }));
    const { evaluation } = await evaluateModel({
      ...subject,
      backend,
      output: three,
      target: threeClasses,
      examples,
    });
    assert.ok(evaluation.type === 'classes' && Math.abs(evaluation.metrics.accuracy - 2 / 3) < 1e-9);
    assert.deepEqual(evaluation.notes, []);
    assert.ok(evaluation.speed.postsPerSecond > 0);
  });

  test('with three classes on two: the likelier of negative and positive, and it says so', async () => {
    const backend = backendOf([[0.3, 0.6, 0.1], [0.1, 0.7, 0.2]]); // prettier-ignore
    const examples = [0, 1].map((label) => ({ text: 'x', label }));
    const { evaluation } = await evaluateModel({
      ...subject,
      backend,
      output: three,
      target: twoClasses,
      examples,
    });
    assert.ok(evaluation.type === 'classes');
    assert.deepEqual(evaluation.labels, ['negative', 'positive']);
    assert.equal(evaluation.metrics.accuracy, 1);
    assert.match(evaluation.notes.join(), /neutral class left out/u);
  });

  test('with two classes on three: neutral texts are left out, and it says so', async () => {
    const backend = backendOf([[0.9, 0.1], [0.2, 0.8]]); // prettier-ignore
    const examples = [0, 1, 2].map((label) => ({ text: 'x', label }));
    const { evaluation } = await evaluateModel({
      ...subject,
      backend,
      output: two,
      target: threeClasses,
      examples,
    });
    assert.ok(evaluation.type === 'classes');
    assert.equal(evaluation.metrics.examples, 2);
    assert.equal(evaluation.metrics.accuracy, 1);
    assert.match(evaluation.notes.join(), /1 neutral texts are left out/u);
  });

  test('by ratings, or by class where there are none', async () => {
    const backend = backendOf([[2], [9]]);
    const rated = [2, 9].map((label) => ({ text: 'x', label }));
    const byRating = await evaluateModel({
      ...subject,
      backend,
      output: rating,
      target: rating,
      examples: rated,
    });
    assert.ok(byRating.evaluation.type === 'rating' && byRating.evaluation.metrics.r2 === 1);
    const classed = [0, 1].map((label) => ({ text: 'x', label }));
    const byClass = await evaluateModel({
      ...subject,
      backend,
      output: rating,
      target: twoClasses,
      examples: classed,
    });
    assert.ok(byClass.evaluation.type === 'classes' && byClass.evaluation.metrics.accuracy === 1);
  });

  test('not by ratings where it tells classes apart', async () => {
    const examples = [{ text: 'x', label: 3 }];
    await assert.rejects(
      evaluateModel({ ...subject, backend: backendOf([]), output: two, target: rating, examples }),
      (error) => error instanceof TonewatchError && error.code === 'INPUT_FILE_UNREADABLE',
    );
  });

  test('for each group, the largest first', async () => {
    const backend = backendOf([[0.9, 0.1], [0.9, 0.1], [0.9, 0.1]]); // prettier-ignore
    const examples = [
      { text: 'x', label: 1, group: 'a' },
      { text: 'x', label: 0, group: 'b' },
      { text: 'x', label: 0, group: 'b' },
    ];
    const { groups } = await evaluateModel({
      ...subject,
      backend,
      output: two,
      target: twoClasses,
      examples,
    });
    assert.deepEqual(
      groups.map(({ group, result }) => [group, result.type === 'classes' && result.metrics.accuracy]),
      [
        ['b', 1],
        ['a', 0],
      ],
    );
  });

  test('against another one, resample by resample', async () => {
    const measure = (right: number): Promise<Measured> => {
      const scores = Array.from({ length: 400 }, (_, i) => (i < right ? [0.9, 0.1] : [0.1, 0.9]));
      const examples = scores.map(() => ({ text: 'x', label: 0 }));
      return evaluateModel({
        ...subject,
        backend: backendOf(scores),
        output: two,
        target: twoClasses,
        examples,
      });
    };
    const first = await measure(300);
    const accuracy = (other: Measured) =>
      differences(first, other)?.find(({ metric }) => metric === 'accuracy');
    const same = accuracy(await measure(300));
    assert.deepEqual([same?.value, same?.interval, same?.noise], [0, [0, 0], true]);
    const little = accuracy(await measure(302));
    assert.ok(little && Math.abs(little.value - 0.005) < 1e-9);
    // Alone its interval is 8 points wide; on the same texts far narrower.
    assert.ok(little.interval[1] - little.interval[0] < 0.02);
    assert.equal(accuracy(await measure(340))?.noise, false);
  });
});

test('texts that are not the same are not compared', async () => {
  const one = [{ text: 'x', label: 0 }];
  const backend = backendOf([[0.6, 0.4]]);
  const of = (examples: readonly { text: string; label: number }[]): Promise<Measured> =>
    evaluateModel({ model: 'm@1', data: 'd', backend, output: two, target: twoClasses, examples });
  assert.equal(differences(await of(one), await of([...one, ...one])), undefined);
});
