import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { chooseNgrams } from '#shared/classifier/bag-of-words/choose-ngrams.ts';
import { tableOfBuckets, tableOfNgrams } from '#shared/classifier/bag-of-words/feature-table.ts';
import {
  hashesOf,
  type NgramSpec,
  visitNgrams,
  writeNgram,
} from '#shared/classifier/bag-of-words/n-grams.ts';

function ngramsOf(tokens: string, spec: NgramSpec): string[] {
  const found: string[] = [];
  visitNgrams(tokens, spec, (_first, _second, begin, end, kind) => {
    found.push(writeNgram(tokens, begin, end, kind));
  });
  return found;
}

describe('n-grams', () => {
  test('of words are runs of tokens', () => {
    assert.deepEqual(ngramsOf('not so good', { words: 2 }), ['not', 'not␣so', 'so', 'so␣good', 'good']);
    assert.deepEqual(ngramsOf('', { words: 3 }), []);
  });

  test('of characters stay inside a token and know its ends', () => {
    assert.deepEqual(
      ngramsOf('ab c', { words: 1, characters: [3, 4] }).filter((ngram) => ngram.startsWith('~~')),
      ['~~␣ab', '~~␣ab␣', '~~ab␣', '~~␣c␣'],
    );
  });

  test('written down have the hashes that they have in a text', () => {
    const word = fc.stringMatching(/^[a-z<>!é😀]{1,6}$/u);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), (words) => {
        const tokens = words.join(' ');
        visitNgrams(tokens, { words: 3, characters: [2, 5] }, (first, second, begin, end, kind) => {
          assert.deepEqual(hashesOf(writeNgram(tokens, begin, end, kind)), [first, second]);
        });
      }),
    );
  });

  test('of words and of characters are told apart', () => {
    assert.notDeepEqual(hashesOf('good'), hashesOf('~~good'));
  });
});

describe('choosing n-grams', () => {
  const texts = ['a b a b', 'a b', 'b c', 'd'];

  test('counts texts, not occurrences, and orders by them', () => {
    assert.deepEqual(chooseNgrams(texts, { words: 2 }, { minimumTexts: 2, size: 10 }), ['b', 'a', 'a␣b']);
  });

  test('keeps the most frequent', () => {
    assert.deepEqual(chooseNgrams(texts, { words: 2 }, { minimumTexts: 1, size: 1 }), ['b']);
  });
});

describe('the table of features', () => {
  test('finds each n-gram at its place and no other', () => {
    const ngrams = Array.from({ length: 500 }, (_, i) => `w${i}␣x`);
    const table = tableOfNgrams(ngrams);
    for (const [row, ngram] of ngrams.entries()) assert.equal(table.rowOf(...hashesOf(ngram)), row);
    assert.equal(table.rowOf(...hashesOf('w500␣x')), -1);
  });

  test('hashed, has a row for everything', () => {
    const table = tableOfBuckets(16);
    const rows = Array.from({ length: 200 }, (_, i) => table.rowOf(...hashesOf(`w${i}`)));
    assert.equal(new Set(rows).size, 16);
    assert.ok(rows.every((row) => row >= 0 && row < 16));
  });
});
