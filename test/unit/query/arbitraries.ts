import fc from 'fast-check';
import type { Query, QueryDocument, WordsQuery } from '#shared/query/query.ts';

/** Random queries and posts from few words, so that they often meet. */

const vocabulary = ['red', 'blue', 'green', 'c++', "don't", 'at&t', '#red', '@blue', '华', '为', '手'];
const patterns = [...vocabulary, 're*', 'gre*', 'bl?e', '#re*'];
const tokens = [
  ...vocabulary,
  'Red',
  "BLUE's",
  '#red_green',
  '#华为',
  '@blue.example',
  'filler',
  '华为手机',
  '.',
];
const links = ['https://shop.example.org/a', 'http://example.com', 'www.other.net/x'];

const words: fc.Arbitrary<WordsQuery> = fc
  .record({
    words: fc.array(fc.constantFrom(...patterns), { minLength: 1, maxLength: 3 }),
    slop: fc.option(fc.integer({ min: 0, max: 4 })),
  })
  .map((made) => ({ kind: 'words', words: made.words, slop: made.words.length === 1 ? null : made.slop }));

const field: fc.Arbitrary<Query> = fc.constantFrom(
  { kind: 'field', field: 'platform', value: 'x' } as const,
  { kind: 'field', field: 'language', value: 'en' } as const,
  { kind: 'field', field: 'author', value: 'jane' } as const,
  { kind: 'field', field: 'author', value: 'ja*' } as const,
  { kind: 'field', field: 'site', value: 'example.org' } as const,
  { kind: 'field', field: 'url', value: 'example' } as const,
);

// An interface would not do: letrec asks for an index signature.
type Parts = { place: Query; query: Query };

const shape = { depthSize: 'small', withCrossShrink: true } as const;

/** Any tree, those that the parser refuses included. */
export const anyQuery: fc.Arbitrary<Query> = fc.letrec<Parts>((tie) => {
  const pair = (kind: 'and' | 'or', part: fc.Arbitrary<Query>): fc.Arbitrary<Query> =>
    fc.array(part, { minLength: 2, maxLength: 3 }).map((parts) => ({ kind, parts }));
  const near = fc
    .record({ left: tie('place'), right: tie('place'), distance: fc.integer({ min: 0, max: 5 }) })
    .map((made): Query => ({ kind: 'near', ...made }));
  const not = tie('query').map((part): Query => ({ kind: 'not', part }));
  const all = [tie('place'), field, pair('and', tie('query')), pair('or', tie('query')), not];
  return {
    place: fc.oneof(shape, words, pair('or', tie('place')), near),
    query: fc.oneof(shape, ...all),
  };
}).query;

export const anyPost: fc.Arbitrary<QueryDocument> = fc.record({
  text: fc
    .array(fc.constantFrom(...tokens, ...links), { maxLength: 12 })
    .chain((made) => fc.constantFrom(made.join(' '), made.join(', '))),
  platform: fc.constantFrom('x', 'bluesky'),
  language: fc.constantFrom('en', 'de', null),
  author: fc.constantFrom('Jane', 'jack', null),
  url: fc.constantFrom('https://example.org/posts/1', null),
});
