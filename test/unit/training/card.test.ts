import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measure } from '#shared/classifier/evaluation/metrics.ts';
import { writeCard } from '#shared/classifier/training/card.ts';
import { recipeSchema } from '#shared/classifier/training/recipe.ts';
import { randomModel } from '../classifier/random-model.ts';
import { tinyRecipe } from './tiny-recipe.ts';

test('the card says what was measured, on what it was trained, how to make it again, and its limits', () => {
  const { manifest, vocabulary, weights } = randomModel({ name: 'tiny' });
  const metrics = measure(Float32Array.from([0.7, 0.2, 0.1, 0.1, 0.8, 0.1]), [0, 1], 3);
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
      calibration: { temperature: 1, bias: [0, 0, 0] },
      epoch: 2,
      development: metrics,
    },
    reports: [{ file: 'held_text.txt', metrics }],
    trainedOn: new Date('2026-01-02T03:04:05Z'),
    minutes: 4.2,
  });
  for (const part of [
    '# tiny@1',
    '| held_text.txt | 2 | 100.0 % | 100.0 % | 100.0 % | 100.0 %, 100.0 %, 0.0 % | 25.0 % |',
    '| posts.csv | made up | 1,234 | 2, 3 | 0.5 | none |',
    'equal one of held_text.txt',
    'tonewatch train --recipe recipes/tiny.yaml --data DIR --out models/tiny',
    'Trained on 2026-01-02 in 4 minutes',
    '* Knows nothing.',
  ]) {
    assert.ok(card.includes(part), `no '${part}' in:\n${card}`);
  }
});
