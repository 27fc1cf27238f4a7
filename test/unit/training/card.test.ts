import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Evaluation } from '#shared/classifier/evaluation/evaluation.ts';
import { measure } from '#shared/classifier/evaluation/metrics.ts';
import { writeCard } from '#shared/classifier/training/card.ts';
import { recipeSchema } from '#shared/classifier/training/recipe.ts';
import { randomModel } from '../classifier/random-model.ts';
import { tinyRecipe } from './tiny-recipe.ts';

test('the card says what was measured, on what it was trained, how to make it again, and its limits', () => {
  const { manifest, vocabulary, weights } = randomModel({ name: 'tiny' });
  const metrics = measure(Float32Array.from([0.7, 0.2, 0.1, 0.1, 0.8, 0.1]), [0, 1], 3);
  const between: readonly [number, number] = [0.5, 1];
  const intervals = {
    accuracy: between,
    macroRecall: between,
    macroF1: between,
    ece: between,
    logLoss: between,
    recall: [],
    precision: [],
  };
  const evaluationOf = (data: string): Evaluation => ({
    ...{ type: 'classes', model: 'tiny@1', data, backend: 'compiled', notes: [] },
    speed: { postsPerSecond: 1, cpuMicrosPerPost: 1 },
    labels: ['negative', 'neutral', 'positive'],
    metrics,
    intervals,
    reliability: [],
  });
  const card = writeCard({
    manifest,
    recipe: recipeSchema.parse({ ...tinyRecipe, exclude: [{ file: 'held_text.txt' }] }),
    recipePath: 'recipes/tiny.yaml',
    corpus: {
      training: [],
      development: [],
      sources: [
        {
          file: 'posts.csv',
          about: 'made up',
          licence: 'none',
          weight: 0.5,
          ownBias: false,
          taken: 1234,
          excluded: 2,
          repeated: 3,
        },
      ],
    },
    trained: {
      vocabulary,
      weights,
      output: manifest.output,
      figures: [{ name: 'macro-recall', value: 1 }],
      epoch: 2,
      history: [1, 2, 3].map((epoch) => ({ epoch, loss: 1, development: {}, seconds: 60 })),
    },
    development: evaluationOf('development part of posts.csv'),
    evaluations: [evaluationOf('held_text.txt')],
    behaviour: [{ capability: 'negation', kind: 'minimum', cases: 4, passed: 3, failures: [] }],
    threads: 1,
    trainedOn: new Date('2026-01-02T03:04:05Z'),
    minutes: 4.2,
  });
  for (const part of [
    '# tiny@1',
    '| held_text.txt | 2 | 100.0 % (50.0–100.0) | 100.0 % (50.0–100.0) | 100.0 % (50.0–100.0) | 100.0 %, 100.0 %, 0.0 % | 25.0 % (50.0–100.0) |',
    '| development part of posts.csv | 2 | 100.0 % (50.0',
    '| negation | has the expected label | 3 of 4 (75 %) |',
    'epoch 2 of 3 (stopped early)',
    '| posts.csv | made up | 1,234 | 2, 3 | 0.5 | none |',
    'equal one of held_text.txt',
    'tonewatch train --recipe recipes/tiny.yaml --data DIR --out models/tiny',
    'Trained on 2026-01-02 in 4 minutes',
    '* Knows nothing.',
  ]) {
    assert.ok(card.includes(part), `no '${part}' in:\n${card}`);
  }
});
