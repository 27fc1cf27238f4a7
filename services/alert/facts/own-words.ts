import { parseQuery } from '#shared/query/parse-query.ts';
import { wordsOf } from '#shared/query/required-keys.ts';
import { hasWildcard, wildcardMatches } from '#shared/query/wildcard.ts';
import { prepareText } from '#shared/text/preprocessing.ts';
import type { FactsRequest } from './facts-request.ts';

/**
 * Tells of a prepared token whether it is of the product's name, its brand or its query: every mention has these, so
 * they tell nothing. A query that cannot be read, or is null, has none.
 */
export function ownWords(
  { name, brand }: FactsRequest['product'],
  query: string | null,
): (token: string) => boolean {
  const written = [name, brand ?? ''];
  const patterns: string[] = [];
  for (const word of query === null ? [] : queryWords(query)) {
    if (hasWildcard(word)) patterns.push(word.replace(/^[#$@]/u, ''));
    else written.push(word.replace(/^[#$@]/u, ''));
  }
  const tokens = new Set(written.flatMap((text) => prepareText(text).split(' ')));
  return (token) => tokens.has(token) || patterns.some((pattern) => wildcardMatches(pattern, token));
}

function queryWords(query: string): Iterable<string> {
  try {
    return wordsOf(parseQuery(query));
  } catch {
    return [];
  }
}
