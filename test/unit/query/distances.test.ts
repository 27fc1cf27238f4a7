import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { matches } from '#shared/query/matches.ts';
import type { Query } from '#shared/query/query.ts';

/** Phrases and distances against the plainest reading of their definition. */

const letter = fc.constantFrom('a', 'b', 'c');
const text = fc.array(fc.constantFrom('a', 'b', 'c', 'x', 'y'), { maxLength: 12 });
const distance = fc.integer({ min: 0, max: 4 });
const found = (query: Query, words: readonly string[]): boolean =>
  matches(query, { text: words.join(' '), platform: 'x', language: null, author: null, url: null });

test('a phrase is its words one after the other', () => {
  fc.assert(
    fc.property(fc.array(letter, { minLength: 2, maxLength: 3 }), text, (words, post) => {
      const expected = ` ${post.join(' ')} `.includes(` ${words.join(' ')} `);
      assert.equal(found({ kind: 'words', words, slop: null }, post), expected);
    }),
  );
});

test('a loose phrase is a stretch that has all its words and at most n others', () => {
  fc.assert(
    fc.property(fc.array(letter, { minLength: 2, maxLength: 3 }), distance, text, (words, slop, post) => {
      const starts = post.map((_, start) => post.slice(start, start + words.length + slop));
      const expected = starts.some((stretch) => {
        const left = [...stretch];
        return words.every((word) => left.includes(word) && left.splice(left.indexOf(word), 1).length === 1);
      });
      assert.equal(found({ kind: 'words', words, slop }, post), expected);
    }),
  );
});

test('NEAR/n is two places with at most n words between them', () => {
  const word = (one: string): Query => ({ kind: 'words', words: [one], slop: null });
  fc.assert(
    fc.property(letter, letter, distance, text, (left, right, n, post) => {
      const expected = post.some((one, at) =>
        post.some((other, to) => at !== to && one === left && other === right && Math.abs(at - to) - 1 <= n),
      );
      assert.equal(
        found({ kind: 'near', left: word(left), right: word(right), distance: n }, post),
        expected,
      );
    }),
  );
});
