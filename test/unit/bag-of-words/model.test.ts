import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bagOfWordsRecipeSchema } from '#shared/classifier/bag-of-words/recipe.ts';
import { isBagOfWords } from '#shared/classifier/bag-of-words/backend.ts';
import { heaviestNgrams } from '#shared/classifier/bag-of-words/heaviest-ngrams.ts';
import { trainBagOfWords } from '#shared/classifier/bag-of-words/train.ts';
import type { Example } from '#shared/classifier/dataset/corpus.ts';
import { openCompiledBackend } from '#shared/classifier/compiled/backend.ts';
import type { Model } from '#shared/classifier/model/model.ts';
import { loadModel, saveModel } from '#shared/classifier/model/store.ts';
import { withFiles } from '../dataset/files.ts';

const good = ['great film', 'a great cast', 'great fun', 'not bad at all', 'great , great film', 'not bad'];
const bad = ['bad film', 'a bad cast', 'so bad', 'not great at all', 'bad , bad film', 'not great'];
const plain = ['a film', 'the cast', 'at all', 'so , a film', 'a cast', 'the film'];

function trained(labels: readonly string[], buckets?: number): Model {
  const texts = labels.length === 2 ? [bad, good] : [bad, plain, good];
  const examples: Example[] = texts.flatMap((each, label) =>
    each.map((text) => ({ text, label, soft: undefined, source: 0 })),
  );
  const recipe = bagOfWordsRecipeSchema.parse({
    kind: 'bag-of-words',
    name: 'tiny',
    version: 1,
    languages: ['en'],
    seed: 1,
    target: { type: 'classes', labels },
    architecture: { type: 'bag-of-words', words: 2, characters: [3, 4], buckets },
    vocabulary: { size: 1000, minimumTexts: 1 },
    data: [{ file: 'a.tsv', about: 'a', licence: 'a' }],
    development: { file: 'a.tsv', share: 0.1 },
    training: { naiveBayes: 1, cost: 10 },
    purpose: 'a',
    limits: 'a',
  });
  const source = { file: 'a.tsv', weight: 1, ownBias: false, about: '', licence: '' };
  const corpus = {
    training: examples,
    development: examples,
    sources: [{ ...source, taken: 0, excluded: 0, repeated: 0 }],
  };
  const { vocabulary, weights, output } = trainBagOfWords(recipe, corpus);
  const { name, version, languages, maxTokens, architecture } = recipe;
  return {
    manifest: {
      format: 1,
      name,
      version,
      languages,
      preprocessing: 'posts-1',
      maxTokens,
      architecture,
      output,
    },
    vocabulary,
    weights,
    card: '# tiny\n',
  };
}

const largest = (values: Float32Array): number => values.indexOf(Math.max(...values));

describe('a bag of words', () => {
  for (const labels of [
    ['negative', 'positive'],
    ['negative', 'neutral', 'positive'],
  ]) {
    for (const buckets of [undefined, 4096]) {
      test(`learns ${labels.length} classes, ${buckets ? 'hashed' : 'with a vocabulary'}`, () => {
        const backend = openCompiledBackend(trained(labels, buckets));
        const last = labels.length - 1;
        assert.equal(largest(backend.score(['great film'])), last);
        assert.equal(largest(backend.score(['not great'])), 0);
        if (last === 1) assert.equal(largest(backend.score(['not bad'])), last);
        const all = backend.score(['great film', '', 'unheard of']);
        assert.equal(all.length, 3 * labels.length);
        for (let text = 0; text < 3; text++) {
          const row = all.subarray(text * labels.length, (text + 1) * labels.length);
          assert.ok(Math.abs(row.reduce((sum, value) => sum + value, 0) - 1) < 1e-6);
        }
      });
    }
  }

  test('is stored and read again with the same answers, up to half precision', async () => {
    const model = trained(['negative', 'positive']);
    await withFiles({}, async (folder) => {
      await saveModel(model, folder);
      const read = await loadModel('tiny', folder);
      assert.deepEqual(read.vocabulary, model.vocabulary);
      const texts = [...good, ...bad];
      const [before, after] = [model, read].map((each) => openCompiledBackend(each).score(texts));
      for (const [i, value] of (before ?? []).entries()) {
        assert.ok(Math.abs(value - (after?.[i] ?? NaN)) < 1e-3);
      }
    });
  });

  test('shows the n-grams that speak most for each class', () => {
    const model = trained(['negative', 'positive']);
    assert.ok(isBagOfWords(model));
    const [negative = [], positive = []] = heaviestNgrams(model, 400);
    const weightOf = (ngrams: typeof negative, wanted: string): number =>
      ngrams.find(({ ngram }) => ngram === wanted)?.weight ?? 0;
    assert.ok(weightOf(negative, 'not␣great') > 0 && weightOf(positive, 'not␣bad') > 0);
    assert.ok((positive[0]?.weight ?? 0) >= (positive[1]?.weight ?? 0));
  });

  test('reads no further than its limit', () => {
    const model = trained(['negative', 'positive']);
    const short = openCompiledBackend({ ...model, manifest: { ...model.manifest, maxTokens: 2 } });
    assert.deepEqual(short.score(['great film bad bad']), short.score(['great film']));
  });
});
