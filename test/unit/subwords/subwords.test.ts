import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  addMeanOfRows,
  type Subwords,
  subwordRows,
  subwordsSchema,
  subwordVector,
} from '#shared/classifier/subwords/subwords.ts';
import { hash32 } from '#shared/text/hash.ts';

const subwords: Subwords = { buckets: 5000, shortest: 3, longest: 4 };

describe('character n-grams of a token', () => {
  test('all lengths, with marks at both ends', () => {
    const expected = ['<go', '<gol', 'gol', 'gold', 'old', 'old>', 'ld>'];
    const rows = subwordRows('gold', subwords);
    const named = expected.map((ngram) => hash32(ngram) % 5000);
    assert.deepEqual([...rows].sort(), named.sort());
  });

  test('the shortest token has one', () => {
    assert.deepEqual([...subwordRows('a', subwords)], [hash32('<a>') % 5000]);
  });

  test('an emoji outside the basic plane is one character', () => {
    assert.deepEqual([...subwordRows('🚀', { ...subwords, longest: 3 })], [hash32('<🚀>') % 5000]);
  });

  test('a spelling mistake keeps most of them', () => {
    const right = new Set(subwordRows('definitely', subwords));
    const wrong = [...subwordRows('definately', subwords)];
    assert.ok(wrong.filter((row) => right.has(row)).length >= wrong.length / 2);
  });

  test('every token has some, all within the buckets, and no more than a bounded number', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }), (token) => {
        const rows = subwordRows(token, subwords);
        assert.ok(rows.length > 0 && rows.length <= 2 * 42);
        assert.ok(rows.every((row) => row >= 0 && row < subwords.buckets));
      }),
    );
  });

  test('lengths that could leave a token without any are refused', () => {
    assert.equal(subwordsSchema.safeParse({ ...subwords, shortest: 4 }).success, false);
    assert.equal(subwordsSchema.safeParse({ ...subwords, longest: 2 }).success, false);
    assert.deepEqual(subwordsSchema.parse(subwords), subwords);
  });
});

describe('the vector of a token that the vocabulary does not have', () => {
  const width = 3;
  const table = Float32Array.from({ length: subwords.buckets * width }, (_, i) => Math.sin(i));

  test('is the mean of the rows of its n-grams', () => {
    const rows = [...subwordRows('soooo', subwords)];
    const vector = subwordVector('soooo', subwords, table, width);
    for (let d = 0; d < width; d++) {
      const mean = rows.reduce((sum, row) => sum + (table[row * width + d] ?? 0), 0) / rows.length;
      assert.ok(Math.abs((vector[d] ?? NaN) - mean) < 1e-6);
    }
  });

  test('is added to what is there, at its place only', () => {
    const into = new Float32Array(9).fill(1);
    addMeanOfRows(table, width, Int32Array.of(2, 2), into, 3);
    const row = [...table.subarray(6, 9)].map((value) => Math.fround(1 + value));
    assert.deepEqual([...into.subarray(0, 3), ...into.subarray(6)], [1, 1, 1, 1, 1, 1]);
    for (let d = 0; d < width; d++) assert.ok(Math.abs((into[3 + d] ?? NaN) - (row[d] ?? 0)) < 1e-6);
  });
});
