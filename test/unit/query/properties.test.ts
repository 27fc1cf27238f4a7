import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { compileQueries } from '#shared/query/compile-queries.ts';
import { fold } from '#shared/query/fold.ts';
import { matches } from '#shared/query/matches.ts';
import { parseQuery } from '#shared/query/parse-query.ts';
import { printQuery } from '#shared/query/print-query.ts';
import type { Query } from '#shared/query/query.ts';
import { anyPost, anyQuery } from './arbitraries.ts';

/** The query as the parser accepts it; undefined when it refuses it. */
function accepted(query: Query): Query | undefined {
  try {
    return parseQuery(printQuery(query));
  } catch (error) {
    if (error instanceof TonewatchError && error.code === 'QUERY_SYNTAX') return undefined;
    throw error;
  }
}

test('a parsed query that is printed and parsed again is the same tree', () => {
  fc.assert(
    fc.property(anyQuery, (query) => {
      const parsed = accepted(query);
      fc.pre(parsed !== undefined);
      assert.deepEqual(parseQuery(printQuery(parsed)), parsed);
    }),
    { numRuns: 2_000 },
  );
});

test('printing a tree keeps its meaning', () => {
  fc.assert(
    fc.property(anyQuery, anyPost, (query, post) => {
      const parsed = accepted(query);
      fc.pre(parsed !== undefined);
      assert.equal(matches(parsed, post), matches(query, post));
    }),
    { numRuns: 2_000 },
  );
});

test('the compiled matcher finds exactly the queries that match one by one', () => {
  const queries = fc.array(anyQuery, { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(queries, fc.array(anyPost, { minLength: 1, maxLength: 5 }), (trees, posts) => {
      const named = trees.flatMap((tree, at) => {
        const query = accepted(tree);
        return query ? [{ id: `q${at}`, query }] : [];
      });
      const matcher = compileQueries(named);
      for (const post of posts) {
        const expected = named.filter(({ query }) => matches(query, post)).map(({ id }) => id);
        assert.deepEqual(matcher.match(post), expected);
      }
    }),
    { numRuns: 1_000 },
  );
});

test('any text is either a query or refused at a place inside it', () => {
  const piece = fc.constantFrom(
    'a',
    'b*',
    'AND',
    'OR',
    'NOT',
    '-',
    '(',
    ')',
    '"',
    '~2',
    'NEAR/3',
    'site:',
    ' ',
    '?',
    '\n',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece).map((pieces) => pieces.join('')),
  );
  fc.assert(
    fc.property(text, (query) => {
      try {
        const parsed = parseQuery(query);
        assert.deepEqual(parseQuery(printQuery(parsed)), parsed);
      } catch (error) {
        if (!(error instanceof TonewatchError)) throw error;
        assert.equal(error.code, 'QUERY_SYNTAX');
        const { position } = error as TonewatchError & { position: number };
        assert.ok(position >= 0 && position <= query.length);
      }
    }),
    { numRuns: 3_000 },
  );
});

test('folding twice is folding once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.equal(fold(fold(text)), fold(text));
    }),
    { numRuns: 3_000 },
  );
});
