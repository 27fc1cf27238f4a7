import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { readCorpus } from '#shared/classifier/dataset/corpus.ts';
import { limitThreads, loadTensorflow, tensorflowAvailable } from '#shared/classifier/tensorflow/load.ts';
import { type Recipe, recipeSchema } from '#shared/classifier/training/recipe.ts';
import { train, type Trained } from '#shared/classifier/training/train.ts';
import { withFiles } from '../unit/dataset/files.ts';
import { tinyFiles } from '../unit/training/tiny-corpus.ts';
import { tinyRecipe } from '../unit/training/tiny-recipe.ts';

limitThreads(1);
const plain = recipeSchema.parse(tinyRecipe);
const training = { ...plain.training, epochs: 3, dropout: 0.2 };

const kinds: Readonly<Record<string, Partial<Recipe>>> = {
  'a CNN whose texts miss dimensions': { training: { ...training, vectorDropout: 0.2 } },
  'an LSTM with n-grams of words': {
    architecture: {
      type: 'lstm',
      embedding: 4,
      units: 3,
      bidirectional: true,
      pooling: ['attention', 'max'],
    },
    subwords: { buckets: 50, shortest: 2, longest: 3 },
    vocabulary: { size: 8, minimumCount: 1 },
  },
  'a dense network of ratings, by RMSprop': {
    architecture: { type: 'dense', embedding: 4, units: 5 },
    target: { type: 'rating', lowest: 1, highest: 10 },
    training: { ...training, optimiser: 'rmsprop', schedule: 'constant' },
  },
  'a CNN with frozen vectors and a set with its own bias': {
    vectors: { from: 'random', deviation: 0.4, frozen: true },
    data: plain.data.map((file) => ({ ...file, ownBias: true })),
  },
};

describe('a checkpoint', { skip: !tensorflowAvailable() && 'libtensorflow is not set up' }, () => {
  for (const [kind, given] of Object.entries(kinds)) {
    test(`holds all that there is to know of ${kind}`, async () => {
      await withFiles(tinyFiles, async (folder) => {
        const recipe: Recipe = { ...plain, training, ...given };
        const corpus = await readCorpus(recipe, folder);
        const tensorflow = await loadTensorflow();
        const run = (checkpoints: string, stopAt = Infinity): Promise<Trained> => {
          const stop = new AbortController();
          let steps = 0;
          return train(tensorflow, recipe, corpus, {
            embeddingsDir: folder,
            checkpoints: join(folder, checkpoints),
            signal: stop.signal,
            onStep: () => ++steps === stopAt && stop.abort(),
          });
        };
        const whole = await run('whole');
        // The second stop falls on the end of the first epoch.
        for (const stopAt of [10, 37, 60]) {
          await assert.rejects(run('parts', stopAt), { code: 'TRAINING_STOPPED' });
        }
        const parts = await run('parts');
        assert.deepEqual(parts.weights, whole.weights);
        assert.deepEqual(parts.output, whole.output);
        assert.deepEqual(
          parts.history.map(({ loss, development }) => [loss, development]),
          whole.history.map(({ loss, development }) => [loss, development]),
        );
      });
    });
  }

  test('is refused by another recipe, by other data, and when it is damaged', async () => {
    await withFiles(tinyFiles, async (folder) => {
      const tensorflow = await loadTensorflow();
      const given = await readCorpus(plain, folder);
      const run = (recipe: Recipe, corpus = given): Promise<Trained> =>
        train(tensorflow, recipe, corpus, { embeddingsDir: folder, checkpoints: folder });
      const recipe = { ...plain, training: { ...training, epochs: 1 } };
      await run(recipe);
      const refused = (why: string): { code: string; message: RegExp } => ({
        code: 'CONFIG_INVALID',
        message: new RegExp(`--checkpoints: .*checkpoint ${why}: remove it`, 'u'),
      });
      await assert.rejects(run({ ...recipe, seed: 8 }), refused('is of another recipe'));
      const fewer = { ...given, training: given.training.slice(1) };
      await assert.rejects(run(recipe, fewer), refused('is of other data or vectors'));
      await writeFile(join(folder, 'checkpoint'), 'nothing');
      await assert.rejects(run(recipe), refused('is not a checkpoint of this release'));
    });
  });
});
