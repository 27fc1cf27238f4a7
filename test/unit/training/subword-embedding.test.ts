import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Subwords, subwordRows, subwordVector } from '#shared/classifier/subwords/subwords.ts';
import type { Embedding } from '#shared/classifier/training/embedding.ts';
import type { Learner } from '#shared/classifier/training/learner.ts';
import { createRandom } from '#shared/classifier/training/random.ts';
import { createSubwordEmbedding } from '#shared/classifier/training/subword-embedding.ts';

const width = 4;
const tokens = ['<pad>', '<unk>', 'good', 'goodness', 'bad', 'goooood'];
const vocabulary = 5;
const subwords: Subwords = { buckets: 50, shortest: 3, longest: 4 };

/** Plain gradient descent, so that what a step does can be told. */
const descent = (values: Float32Array): Learner => {
  const stepRows = (rows: Int32Array, gradient: Float32Array, rate: number): void => {
    for (const [i, row] of rows.entries()) {
      for (let d = 0; d < width; d++) {
        values[row * width + d] = (values[row * width + d] ?? 0) - rate * (gradient[i * width + d] ?? 0);
      }
    }
  };
  return { values, state: [values], stepRows, step: () => assert.fail('only rows are stepped') };
};

const noise = (rows: number, seed: number): Float32Array => {
  const random = createRandom(seed);
  return Float32Array.from({ length: rows * width }, () => random.normal());
};

const vectorsOf = (embedding: Embedding, ...rows: number[]): Float32Array =>
  embedding.gather(Int32Array.from(rows)).gathered;

function assertClose(actual: Iterable<number>, expected: Iterable<number>): void {
  const [a, b] = [[...actual], [...expected]];
  assert.equal(a.length, b.length);
  for (const [i, value] of a.entries()) {
    assert.ok(Math.abs(value - (b[i] ?? NaN)) < 1e-5, `${i}: ${value} for ${b[i]}`);
  }
}

describe('vectors with n-grams while they learn', () => {
  const all = Int32Array.from(tokens.keys());
  const table = (embedding: Embedding): Float32Array =>
    embedding.weights().get('subwords')?.values.slice() ?? assert.fail('no subwords');
  /** After one step, so that n-grams are no longer zero. */
  const open = (frozen = false): { embedding: Embedding; vectors: Float32Array } => {
    const vectors = noise(vocabulary, 1);
    const embedding = createSubwordEmbedding(vectors, width, { subwords, tokens, frozen }, descent);
    embedding.step(all, noise(tokens.length, 3), 0.5);
    return { vectors, embedding };
  };

  test('a token is its own row and its n-grams, one outside only these, a pad only its row', () => {
    const { embedding, vectors } = open();
    const got = vectorsOf(embedding, 2, 5, 0);
    const parts = subwordVector('good', subwords, table(embedding), width);
    assertClose(
      got.subarray(0, 4),
      parts.map((value, d) => value + (vectors[8 + d] ?? 0)),
    );
    assertClose(got.subarray(4, 8), subwordVector('goooood', subwords, table(embedding), width));
    assertClose(got.subarray(8), vectors.subarray(0, 4));
  });

  test('n-grams start at zero: a vector is what it was before them', () => {
    const vectors = noise(vocabulary, 1);
    const embedding = createSubwordEmbedding(vectors, width, { subwords, tokens, frozen: false }, descent);
    assertClose(vectorsOf(embedding, 2, 5), [...vectors.subarray(8, 12), 0, 0, 0, 0]);
  });

  test('both learn: the row the whole gradient, each n-gram its share from every token that has it', () => {
    const { embedding, vectors } = open();
    const before = { vectors: vectors.slice(), table: table(embedding) };
    const rows = Int32Array.of(3, 5, 2);
    const gradient = noise(3, 4);
    embedding.step(rows, gradient, 0.1);
    const expected = before.table;
    for (const [i, row] of rows.entries()) {
      const ngrams = subwordRows(tokens[row] ?? '', subwords);
      for (const bucket of ngrams) {
        for (let d = 0; d < width; d++) {
          const at = bucket * width + d;
          expected[at] = (expected[at] ?? 0) - (0.1 * (gradient[i * width + d] ?? 0)) / ngrams.length;
        }
      }
    }
    assertClose(table(embedding), expected);
    for (const [at, value] of vectors.entries()) {
      const i = rows.indexOf(Math.floor(at / width));
      const step = i < 0 ? 0 : 0.1 * (gradient[i * width + (at % width)] ?? 0);
      assert.ok(Math.abs(value - ((before.vectors[at] ?? NaN) - step)) < 1e-5);
    }
  });

  test('frozen rows stay, their n-grams learn', () => {
    const { embedding, vectors } = open(true);
    assert.deepEqual(vectors, noise(vocabulary, 1));
    assert.ok(table(embedding).some((value) => value !== 0));
  });

  test('what is stored is what training saw', () => {
    const { embedding } = open();
    const weights = embedding.weights();
    const rows = all.subarray(0, vocabulary);
    assertClose(weights.get('embedding')?.values ?? [], vectorsOf(embedding, ...rows));
    assertClose(subwordVector('goooood', subwords, table(embedding), width), vectorsOf(embedding, 5));
    assert.deepEqual(weights.get('subwords')?.shape, [subwords.buckets, width]);
  });

  test('where n-grams help learning only, <unk> is the mean of the tokens outside, as often as they occur', () => {
    const more = [...tokens, 'baaaad'];
    const options = { subwords, tokens: more, frozen: false, outsideCounts: Int32Array.of(3, 1) };
    const embedding = createSubwordEmbedding(noise(vocabulary, 1), width, options, descent);
    for (const seed of [5, 6]) {
      embedding.step(Int32Array.from(more.keys()), noise(more.length, seed), 0.5);
      const [often, once] = [vectorsOf(embedding, 5), vectorsOf(embedding, 6)];
      const mean = often.map((value, d) => 0.75 * value + 0.25 * (once[d] ?? NaN));
      assertClose(vectorsOf(embedding, 1), mean);
    }
    const weights = embedding.weights();
    assert.deepEqual([...weights.keys()], ['embedding']);
    assertClose(weights.get('embedding')?.values.subarray(4, 8) ?? [], vectorsOf(embedding, 1));
  });
});
