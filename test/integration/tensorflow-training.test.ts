import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Corpus, type Example, readCorpus } from '#shared/classifier/dataset/corpus.ts';
import { loadTensorflow, tensorflowAvailable } from '#shared/classifier/tensorflow/load.ts';
import type { Progress } from '#shared/classifier/training/pace.ts';
import { type Recipe, recipeSchema } from '#shared/classifier/training/recipe.ts';
import { train, type Trained } from '#shared/classifier/training/train.ts';
import { withFiles } from '../unit/dataset/files.ts';
import { tinyRecipe } from '../unit/training/tiny-recipe.ts';

const things = ['phone', 'flight', 'game', 'song', 'film', 'meal', 'hotel', 'laptop', 'match', 'book'];
const openings = ['my', 'this', 'that', 'your', 'our', 'his', 'her', 'their'];
const tones = {
  negative: ['is bad', 'is not good'],
  neutral: ['is here', 'is over'],
  positive: ['is good', 'is not bad'],
};

const posts = Object.entries(tones).flatMap(([label, endings]) =>
  endings.flatMap((ending) => openings.flatMap((a) => things.map((b) => `${label},${a} ${b} ${ending}`))),
);
const files = {
  'posts.csv': `label,text\n${posts.join('\n')}\n`,
  'tiny.words': 'good\nbad\n',
  'tiny.f32': new Uint8Array(Float32Array.of(1, 0, 1, 0, -1, 0, 1, 0).buffer),
};

const run = (
  given: Partial<Recipe> = {},
  onStep?: (progress: Progress) => void,
  change: (example: Example) => Example = (example) => example,
): Promise<Trained> =>
  withFiles(files, async (folder) => {
    const recipe = { ...recipeSchema.parse(tinyRecipe), ...given };
    const corpus: Corpus = await readCorpus(recipe, folder);
    const training = corpus.training.map(change);
    const options = { embeddingsDir: folder, ...(onStep && { onStep }) };
    return train(await loadTensorflow(), recipe, { ...corpus, training }, options);
  });

describe('training', { skip: !tensorflowAvailable() && 'libtensorflow is not set up' }, () => {
  test('learns what order and negation do to tone', async () => {
    const { figures, weights, vocabulary } = await run();
    assert.ok(figures[0].value > 0.95, `${figures[0].name} ${figures[0].value}`);
    assert.deepEqual(weights.get('embedding')?.shape, [vocabulary.length, 4]);
    assert.deepEqual(weights.get('conv2/kernel')?.shape, [2, 4, 8]);
  });

  test('learns from soft labels alone', async () => {
    const soften = (example: Example): Example => {
      const soft = [0, 1, 2].map((c) => (c === example.label ? 0.8 : 0.1));
      return { ...example, label: -1, soft: [soft[0]!, soft[1]!, soft[2]!] };
    };
    const { figures } = await run({}, undefined, soften);
    assert.ok(figures[0].value > 0.95, `${figures[0].name} ${figures[0].value}`);
  });

  test('gives the same weights for the same seed, others for another', async () => {
    const training = { ...recipeSchema.parse(tinyRecipe).training, epochs: 1 };
    const kernel = async (seed: number): Promise<Float32Array> => {
      const { weights } = await run({ seed, training });
      return weights.get('conv1/kernel')!.values;
    };
    const [first, again, other] = [await kernel(1), await kernel(1), await kernel(2)];
    assert.ok(first.every((value, i) => Math.abs(value - again[i]!) < 1e-5));
    assert.ok(first.some((value, i) => Math.abs(value - other[i]!) > 1e-2));
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
