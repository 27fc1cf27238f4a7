import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Evidence } from '#shared/avro/mention.ts';
import { openCompiledBackend } from '#shared/classifier/compiled/backend.ts';
import { openTensorflowBackend } from '#shared/classifier/tensorflow/backend.ts';
import { loadModel } from '#shared/classifier/model/store.ts';
import { loadTensorflow, tensorflowAvailable } from '#shared/classifier/tensorflow/load.ts';
import { prepareText } from '#shared/text/preprocessing.ts';
import { directCnn } from '../unit/classifier/direct-cnn.ts';
import { randomModel } from '../unit/classifier/random-model.ts';

const model = randomModel({ widths: [1, 3], maxTokens: 5 });
const posts = [
  'good flight',
  '',
  'the bad',
  'bad',
  'a b c d e bad bad',
  'good '.repeat(9),
  'flight the bad good',
];

const directScores = posts.map((post) => directCnn(model, post));

const furthest = (scores: ArrayLike<number>, expected: ArrayLike<number>): number =>
  Math.max(...Array.from(scores, (score, i) => Math.abs(score - expected[i]!)));

describe('the tensorflow backend', { skip: !tensorflowAvailable() && 'libtensorflow is not set up' }, () => {
  test('computes what the definition of the model says, in the order of the posts', async () => {
    const backend = await openTensorflowBackend(model);
    const scores = await backend.score(posts);
    assert.ok(
      furthest(
        scores,
        posts.flatMap((post) => directCnn(model, post)),
      ) < 1e-6,
    );
    backend.close();
  });

  test('agrees with the compiled backend within 1e-5', async () => {
    for (const shape of [{ widths: [2] }, { widths: [1, 2, 3, 4], filters: 9, embedding: 20, seed: 5 }]) {
      const other = randomModel({ ...shape, maxTokens: 8 });
      const [tensorflow, compiled] = [await openTensorflowBackend(other), openCompiledBackend(other)];
      assert.ok(furthest(await tensorflow.score(posts), compiled.score(posts)) < 1e-5);
      tensorflow.close();
      compiled.close();
    }
  });

  test('makes vectors of words outside the vocabulary as the compiled backend does, and leaves no tensor behind', async () => {
    const tf = await loadTensorflow();
    const strange = randomModel({ subwords: { buckets: 30, shortest: 3, longest: 5 }, maxTokens: 8 });
    const texts = [...posts, 'goood flihgt', 'the unheard-of 🙂 bad'];
    const [tensorflow, compiled] = [await openTensorflowBackend(strange), openCompiledBackend(strange)];
    const { numTensors } = tf.memory();
    const scores = await tensorflow.score(texts);
    assert.equal(tf.memory().numTensors, numTensors);
    assert.ok(furthest(scores, compiled.score(texts)) < 1e-5);
    assert.ok(furthest(await tensorflow.score(['goood']), await tensorflow.score(['gooood'])) > 1e-4);
    tensorflow.close();
    compiled.close();
  });

  test('agrees with the compiled backend on the model that ships', async () => {
    const shipped = await loadModel('posts-cnn');
    const texts = [
      '@united thanks for nothing, 3 hours late AGAIN!!! 😡 #fail',
      'Loving the new #PixelPhone &lt;3 soooo fast',
      'Apple opens a store in Delhi on Tuesday https://t.co/x',
      'isn’t the worst, not great either :/',
      ...Array.from({ length: 300 }, (_, i) => shipped.vocabulary.slice(i * 60, i * 60 + (i % 80)).join(' ')),
    ].map(prepareText);
    const [tensorflow, compiled] = [await openTensorflowBackend(shipped), openCompiledBackend(shipped)];
    assert.ok(furthest(await tensorflow.score(texts), compiled.score(texts)) < 1e-5);
    tensorflow.close();
    compiled.close();
  });

  test('gives a post the same score whatever shares its batch', async () => {
    const backend = await openTensorflowBackend(model);
    const together = Float32Array.from(await backend.score(posts));
    for (const [i, post] of posts.entries()) {
      assert.ok(furthest(await backend.score([post]), together.subarray(i * 3, i * 3 + 3)) < 1e-6);
    }
    backend.close();
  });

  test('leaves no tensor behind: not after a batch, not when closed', async () => {
    const tensorflow = await loadTensorflow();
    const before = tensorflow.memory().numTensors;
    const backend = await openTensorflowBackend(model);
    await backend.score(posts);
    const open = tensorflow.memory().numTensors;
    for (let i = 0; i < 1_000; i++) await backend.score(posts.slice(i % posts.length));
    for (let i = 0; i < 50; i++) await backend.explain?.(posts.slice(i % posts.length));
    assert.equal(tensorflow.memory().numTensors, open);
    backend.close();
    assert.equal(tensorflow.memory().numTensors, before);
  });

  test('gives the evidence that the compiled backend gives', async () => {
    const shipped = await loadModel('posts-cnn');
    const texts = [
      '@united thanks for nothing, 3 hours late AGAIN!!! 😡 #fail',
      'Loving the new phone <3 soooo fast, but the battery is not good at all',
      'Apple opens a store in Delhi on Tuesday',
      'no',
      '',
    ].map(prepareText);
    const [tensorflow, compiled] = [await openTensorflowBackend(shipped), openCompiledBackend(shipped)];
    const [theirs, ours] = [await tensorflow.explain?.(texts), compiled.explain?.(texts)];
    assert.ok(theirs && ours && furthest(theirs.scores, ours.scores) < 1e-5);
    for (const [i, evidence] of ours.evidence.entries()) {
      const other: readonly Evidence[] = theirs.evidence[i] ?? [];
      assert.deepEqual(
        other.map(({ text }) => text),
        evidence.map(({ text }) => text),
      );
      for (const [j, { weight }] of evidence.entries()) {
        assert.ok(Math.abs(weight - (other[j]?.weight ?? NaN)) < 2e-3);
      }
    }
    tensorflow.close();
  });

  test('computes more posts than fit into one call', async () => {
    const backend = await openTensorflowBackend(model);
    const many = Array.from({ length: 1_300 }, (_, i) => posts[i % posts.length] ?? '');
    const scores = await backend.score(many);
    const expected = many.flatMap((_, i) => directScores[i % posts.length] ?? []);
    assert.ok(furthest(scores, expected) < 1e-6);
    backend.close();
  });

  test('answers an empty batch with nothing', async () => {
    const backend = await openTensorflowBackend(model);
    assert.equal((await backend.score([])).length, 0);
    backend.close();
  });
});
