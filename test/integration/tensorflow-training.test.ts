import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Corpus, type Example, readCorpus } from '#shared/classifier/dataset/corpus.ts';
import { limitThreads, loadTensorflow, tensorflowAvailable } from '#shared/classifier/tensorflow/load.ts';
import type { Progress } from '#shared/classifier/training/pace.ts';
import { type Recipe, recipeSchema } from '#shared/classifier/training/recipe.ts';
import { train, type Trained } from '#shared/classifier/training/train.ts';
import { withFiles } from '../unit/dataset/files.ts';
import { tinyFiles } from '../unit/training/tiny-corpus.ts';
import { tinyRecipe } from '../unit/training/tiny-recipe.ts';

limitThreads(1);
const { training } = recipeSchema.parse(tinyRecipe);

const run = (
  given: Partial<Recipe> = {},
  onStep?: (progress: Progress) => void,
  change: (example: Example) => Example = (example) => example,
): Promise<Trained> =>
  withFiles(tinyFiles, async (folder) => {
    const recipe = { ...recipeSchema.parse(tinyRecipe), ...given };
    const corpus: Corpus = await readCorpus(recipe, folder);
    const examples = corpus.training.map(change);
    const options = { embeddingsDir: folder, ...(onStep && { onStep }) };
    return train(await loadTensorflow(), recipe, { ...corpus, training: examples }, options);
  });

describe('training', { skip: !tensorflowAvailable() && 'libtensorflow is not set up' }, () => {
  test('learns what order and negation do to tone', async () => {
    const { figures, weights, vocabulary } = await run();
    assert.ok(figures[0].value > 0.95, `${figures[0].name} ${figures[0].value}`);
    assert.deepEqual(weights.get('embedding')?.shape, [vocabulary.length, 4]);
    assert.deepEqual(weights.get('conv2/kernel')?.shape, [2, 4, 8]);
  });

  test('learns from vectors of which each text misses some dimensions', async () => {
    const { figures } = await run({ training: { ...training, vectorDropout: 0.1 } });
    assert.ok(figures[0].value > 0.95, `${figures[0].name} ${figures[0].value}`);
  });

  test('learns from soft labels alone', async () => {
    const soften = (example: Example): Example => {
      const soft = [0, 1, 2].map((c) => (c === example.label ? 0.8 : 0.1));
      return { ...example, label: -1, soft: [soft[0]!, soft[1]!, soft[2]!] };
    };
    const { figures } = await run({}, undefined, soften);
    assert.ok(figures[0].value > 0.95, `${figures[0].name} ${figures[0].value}`);
  });

  test('learns two classes, and is told by accuracy', async () => {
    const { figures, output, weights } = await run({
      target: { type: 'classes', labels: ['negative', 'positive'] },
    });
    assert.ok(figures[0].name === 'accuracy' && figures[0].value > 0.95, JSON.stringify(figures));
    assert.ok(output.type === 'classes' && output.calibration.bias.length === 2);
    assert.deepEqual(weights.get('dense/kernel')?.shape, [16, 2]);
  });

  test('learns ratings, and is told by R²', async () => {
    const { figures, output } = await run({ target: { type: 'rating', lowest: 1, highest: 10 } });
    assert.ok(figures[0].name === 'R²' && figures[0].value > 0.9, JSON.stringify(figures));
    assert.deepEqual(output, { type: 'rating', lowest: 1, highest: 10 });
    assert.ok(figures[1]?.name === 'RMSE' && figures[1].value < 1);
  });

  test('learns with each optimiser, at a constant rate, with balanced classes', async () => {
    for (const optimiser of ['adam', 'rmsprop'] as const) {
      const { figures } = await run({
        training: { ...training, optimiser, schedule: 'constant', balance: 1, learningRate: 0.01 },
      });
      assert.ok(figures[0].value > 0.9, `${optimiser}: ${figures[0].value}`);
    }
  });

  test('learns words outside the vocabulary by their n-grams', async () => {
    const vocabulary = { size: 3, minimumCount: 1 }; // one word, and not one that tells the tone
    const subwords = { buckets: 200, shortest: 3, longest: 4 };
    const [without, spelt] = [await run({ vocabulary }), await run({ vocabulary, subwords })];
    assert.ok(without.figures[0].value < 0.8, `${without.figures[0].value} without n-grams`);
    assert.ok(spelt.figures[0].value > 0.95, `${spelt.figures[0].value} with them`);
    assert.deepEqual(spelt.weights.get('subwords')?.shape, [200, 4]);
  });

  test('leaves frozen vectors as they are', async () => {
    const vectors = { from: 'random', deviation: 1, frozen: true };
    const embedding = async (epochs: number): Promise<Float32Array | undefined> =>
      (await run({ vectors, training: { ...training, epochs } })).weights.get('embedding')?.values;
    assert.deepEqual(await embedding(1), await embedding(3));
  });

  test('stops when patience is over, and keeps the best epoch', async () => {
    const { epoch, history } = await run({
      training: { ...training, epochs: 50, schedule: 'constant', patience: 2 },
    });
    assert.ok(history.length < 50 && history.length === epoch + 2, `${epoch} of ${history.length}`);
    const values = history.map(({ development }) => development['macro-recall'] ?? 0);
    assert.equal(values[epoch - 1], Math.max(...values));
  });

  test('gives the same weights for the same seed, to the bit, others for another', async () => {
    const weightsOf = async (seed: number): Promise<Trained['weights']> =>
      (await run({ seed, training: { ...training, epochs: 1 } })).weights;
    const [first, again, other] = [await weightsOf(1), await weightsOf(1), await weightsOf(2)];
    assert.deepEqual(again, first);
    assert.notDeepEqual(other.get('conv1/kernel'), first.get('conv1/kernel'));
  });

  test('is refused when nothing is held out', async () => {
    await assert.rejects(run({ development: { file: 'other.csv', share: 0.2 } }), {
      code: 'CONFIG_INVALID',
      message: /development: no text is held out/u,
    });
  });

  test('says so when the loss is no longer a number', async () => {
    await assert.rejects(run({ training: { ...training, learningRate: 1e30 } }), {
      code: 'CONFIG_INVALID',
      message: /learningRate/u,
    });
  });

  test('says how far it is, and leaves no tensor behind', async () => {
    const tensorflow = await loadTensorflow();
    const before = tensorflow.memory().numTensors;
    const seen: Progress[] = [];
    let most = 0;
    await run({}, (progress) => {
      seen.push(progress);
      if (seen.length === 5) most = tensorflow.memory().numTensors;
      if (seen.length > 5) assert.equal(tensorflow.memory().numTensors, most);
    });
    assert.equal(tensorflow.memory().numTensors, before);
    const last = seen.at(-1);
    assert.deepEqual([last?.epoch, last?.done, last?.secondsLeft], [12, last?.total, 0]);
    assert.ok((last?.loss ?? NaN) < (seen[5]?.loss ?? NaN) && (last?.best?.value ?? 0) > 0.9);
  });
});
