import type { Query, WordsQuery } from './query.ts';

/** How strongly each form binds; a weaker one inside a stronger one needs parentheses. */
const strength = { or: 1, and: 2, near: 3, not: 4, words: 5, field: 5 } as const;

/** The query as text, in the fewest parentheses. `parseQuery` makes the same tree of it again. */
export function printQuery(query: Query): string {
  switch (query.kind) {
    case 'or':
      return query.parts.map((part) => inside(part, strength.or + 1)).join(' OR ');
    case 'and':
      return query.parts.map((part) => inside(part, strength.and + 1)).join(' AND ');
    case 'near':
      // A NEAR chain nests to the left.
      return `${inside(query.left, strength.near)} NEAR/${query.distance} ${inside(query.right, strength.near + 1)}`;
    case 'not':
      return `NOT ${inside(query.part, strength.not)}`;
    case 'field':
      return `${query.field}:${/[\s()«»]/u.test(query.value) ? `"${query.value}"` : query.value}`;
    case 'words':
      return printWords(query);
  }
}

const inside = (query: Query, least: number): string =>
  strength[query.kind] < least ? `(${printQuery(query)})` : printQuery(query);

function printWords({ words, slop }: WordsQuery): string {
  const [only] = words;
  if (only !== undefined && words.length === 1) return only;
  return `"${words.join(' ')}"${slop === null ? '' : `~${slop}`}`;
}
