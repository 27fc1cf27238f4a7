import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createNoise } from '#shared/classifier/skip-gram/noise.ts';
import { createCorpusBuilder } from '#shared/classifier/skip-gram/text-corpus.ts';
import { createRandom } from '#shared/classifier/training/random.ts';

test('words are ordered by frequency, rare ones are left out, texts stay apart', () => {
  const builder = createCorpusBuilder();
  for (const text of ['b a once b', '', 'c a b', 'twice twice never']) builder.add(text);
  const { words, counts, rows, starts } = builder.finish(2);
  assert.deepEqual(words, ['b', 'a', 'twice']);
  assert.deepEqual([...counts], [3, 2, 2]);
  const texts = [...starts.slice(1)].map((end, i) =>
    [...rows.subarray(starts[i], end)].map((row) => words[row]),
  );
  assert.deepEqual(texts, [
    ['b', 'a', 'b'],
    ['a', 'b'],
    ['twice', 'twice'],
  ]);
});

test('a long corpus is kept whole', () => {
  const builder = createCorpusBuilder();
  for (let i = 0; i < 20_000; i++) builder.add(`w${i % 10} x y z v`);
  const { rows, counts } = builder.finish(1);
  assert.equal(rows.length, 100_000);
  assert.equal(
    counts.reduce((sum, count) => sum + count),
    100_000,
  );
});

test('noise follows the counts to the power ¾', () => {
  const counts = Int32Array.of(10_000, 500, 20, 3, 1);
  const draw = createNoise(counts, createRandom(7));
  const drawn = new Array<number>(5).fill(0);
  const draws = 400_000;
  for (let i = 0; i < draws; i++) drawn[draw()]!++;
  const weights = [...counts].map((count) => count ** 0.75);
  const all = weights.reduce((sum, weight) => sum + weight);
  for (const [word, weight] of weights.entries()) {
    const expected = weight / all;
    const deviation = Math.sqrt(expected / draws);
    assert.ok(Math.abs((drawn[word] ?? 0) / draws - expected) < 5 * deviation, `word ${word}`);
  }
});
