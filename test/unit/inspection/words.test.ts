import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isCnn } from '#shared/classifier/compiled/cnn/cnn-model.ts';
import { inspectFilters } from '#shared/classifier/inspection/inspect-filters.ts';
import { inspectText } from '#shared/classifier/inspection/inspect-text.ts';
import { mapWords } from '#shared/classifier/inspection/map-words.ts';
import { nearestWords } from '#shared/classifier/inspection/nearest-words.ts';
import { seeded } from '../../fixtures/generated-posts.ts';
import { randomModel } from '../classifier/random-model.ts';

const vectors = {
  words: ['up', 'higher', 'right', 'down', 'nothing'],
  dimensions: 2,
  values: Float32Array.from([0, 1, 0.1, 5, 1, 0, 0, -2, 0, 0]),
};

test('nearest words are those in the same direction, however long their vectors', () => {
  const near = nearestWords(vectors, 0, 2);
  assert.deepEqual(
    near.map(({ word }) => word),
    ['higher', 'right'],
  );
  assert.ok(near[0]!.similarity > 0.99);
  assert.deepEqual(
    nearestWords(vectors, 0, 10, 2).map(({ word }) => word),
    ['right', 'nothing', 'down'],
  );
});

test('a map is the same each time and keeps neighbours together', async () => {
  const random = seeded(9);
  const words = Array.from({ length: 60 }, (_, i) => `word${i}`);
  const values = Float32Array.from(
    words.flatMap((_, i) => (i < 30 ? [5 + random(), random(), 0] : [0, random(), 5 + random()])),
  );
  const rows = words.map((_, i) => i);
  const places = await mapWords({ words, dimensions: 3, values }, rows);
  assert.deepEqual(await mapWords({ words, dimensions: 3, values }, rows), places);
  const far = (a: number, b: number): number =>
    Math.hypot(places[a]![0] - places[b]![0], places[a]![1] - places[b]![1]);
  const mean = (pairs: [number, number][]): number =>
    pairs.reduce((sum, [a, b]) => sum + far(a, b), 0) / pairs.length;
  const within = mean(rows.slice(0, 29).map((i) => [i, i + 1]));
  const across = mean(rows.slice(0, 29).map((i) => [i, i + 30]));
  assert.ok(across > within * 2, `${across} against ${within}`);
});

test('a map can be drawn of any number of words', async () => {
  for (const count of [0, 1, 2, 7, 8, 9]) {
    const rows = Array.from({ length: count }, (_, i) => i);
    const values = Float32Array.from({ length: count * 2 }, (_, i) => Math.sin(i));
    const places = await mapWords({ words: rows.map(String), dimensions: 2, values }, rows);
    assert.equal(places.length, count);
    assert.ok(places.every(([x, y]) => Number.isFinite(x) && Number.isFinite(y)));
  }
});

describe('the filters of a CNN', () => {
  const model = randomModel({ seed: 11, subwords: { buckets: 20, shortest: 2, longest: 3 } });
  const texts = ['good flight', 'the bad flight', 'good good bad', 'the'];

  test('are told by the n-grams that they fire on most', () => {
    assert.ok(isCnn(model));
    const profiles = inspectFilters(model, texts, 2);
    assert.equal(profiles.length, 12);
    for (const { ngrams, meanActivation } of profiles) {
      assert.ok(meanActivation >= 0 && ngrams.length <= 2);
      assert.ok(ngrams.every(({ text }) => texts.some((each) => each.includes(text))));
    }
  });

  test('fire as strongly in a collection as in the text alone', () => {
    assert.ok(isCnn(model));
    const alone = inspectText(model, 'good strange bad').filters;
    const profiles = inspectFilters(model, ['good strange bad'], 1);
    for (const { name, activation, text } of alone) {
      const [first] = profiles.find((each) => each.name === name)?.ngrams ?? [];
      assert.equal(first?.text, text, name);
      assert.ok(Math.abs(first.activation - activation) < 1e-5);
    }
  });
});
