import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compileQueries } from '#shared/query/compile-queries.ts';
import { parseQuery } from '#shared/query/parse-query.ts';

/** The longest posts there can be, made to be slow: each takes some milliseconds, not seconds. */

const queries = [
  '(a NEAR/100 a) NEAR/100 (a NEAR/100 a)',
  '(a OR b) NEAR/50 (a NEAR/50 zz)',
  '"a a a a b"~50',
  'ab* NEAR/5 bc*',
  '"华 华 为"',
  'site:a.b OR @a.b',
].map((query, at) => ({ id: `q${at}`, query: parseQuery(query) }));
const matcher = compileQueries(queries);

describe('100,000 characters of', () => {
  for (const piece of [
    "a'",
    'a ',
    'a&',
    '@a.',
    '@a@',
    '#a#',
    'a+',
    '#_',
    '华',
    'โ',
    'w',
    'http://',
    'a\u0300',
    '@a-a',
  ]) {
    test(piece, () => {
      const text = piece.repeat(100_000 / piece.length);
      const started = performance.now();
      matcher.match({ text, platform: 'x', language: null, author: null, url: null });
      // Generous, since other tests run at the same time.
      assert.ok(performance.now() - started < 3_000);
    });
  }
});
