import { totalCount, wordCounts } from '../text/word-counts.ts';
import { SOLO, letterClass } from './letters.ts';
import type { FieldQuery, Query, WordsQuery } from './query.ts';
import { hasWildcard, literalPart } from './wildcard.ts';

/**
 * A key under which a query is filed: every post that matches it has the key (or, with `prefix`, a key that begins so).
 * Keys of fields hold a colon, which words never do.
 */
export interface Key {
  readonly key: string;
  readonly prefix: boolean;
  /** Whether a post that has the key matches, whatever else is in it. */
  readonly decides: boolean;
  /** How many posts are likely to have it, see COST. */
  readonly cost: number;
}

/**
 * Costs in one unit: words in a million that people write. An unknown word, which most names of products are, counts as
 * rarer than any in the list of English words.
 */
const COST = { tag: 0.1, author: 0.1, site: 1, unknown: 1, pair: 10, solo: 1_000, field: 100_000 };
const PREFIX_COST = [50_000, 50_000, 10_000, 1_000, 300];
const LONG_PREFIX_COST = 50;

/** In how many queries each word stands: what many products ask for is common where they watch. */
export type Popularity = ReadonlyMap<string, number>;

/** All words of a query, each once. */
export function wordsOf(query: Query, found = new Set<string>()): Set<string> {
  if (query.kind === 'words') for (const word of query.words) found.add(word);
  else if (query.kind === 'not') wordsOf(query.part, found);
  else if (query.kind !== 'field') {
    const parts = query.kind === 'near' ? [query.left, query.right] : query.parts;
    for (const part of parts) wordsOf(part, found);
  }
  return found;
}

/**
 * The cheapest keys of which every matching post has at least one; `undefined` when there are none (a NOT). What is
 * required of both sides is filed under the rarer one, an OR under all of its parts.
 */
export function requiredKeys(query: Query, popularity: Popularity): Key[] | undefined {
  switch (query.kind) {
    case 'not':
      return undefined;
    case 'and':
      return undecided(cheapest(query.parts.map((part) => requiredKeys(part, popularity))));
    case 'near':
      return undecided(cheapest([query.left, query.right].map((part) => requiredKeys(part, popularity))));
    case 'or': {
      const sets = query.parts.map((part) => requiredKeys(part, popularity));
      return sets.every((set) => set !== undefined) ? sets.flat() : undefined;
    }
    case 'words': {
      const keys = cheapest(wordKeys(query, popularity).map((key) => [key]));
      return query.words.length === 1 ? keys : undecided(keys);
    }
    case 'field':
      return [fieldKey(query)];
  }
}

const undecided = (keys: readonly Key[] | undefined): Key[] | undefined =>
  keys?.map((key) => (key.decides ? { ...key, decides: false } : key));

function cheapest(sets: readonly (Key[] | undefined)[]): Key[] | undefined {
  let best: Key[] | undefined;
  let bestCost = Infinity;
  for (const set of sets) {
    const cost = set?.reduce((sum, key) => sum + key.cost, 0) ?? Infinity;
    if (cost < bestCost) [best, bestCost] = [set, cost];
  }
  return best;
}

function wordKeys({ words, slop }: WordsQuery, popularity: Popularity): Key[] {
  const keys = words.map((word) => wordKey(word, popularity.get(word) ?? 1));
  if (slop !== null) return keys;
  for (const [at, word] of words.entries()) {
    const next = words[at + 1];
    if (next !== undefined && isSolo(word) && isSolo(next)) {
      keys.push({ key: word + next, prefix: false, decides: false, cost: COST.pair });
    }
  }
  return keys;
}

function wordKey(word: string, popularity: number): Key {
  if (hasWildcard(word)) {
    const key = literalPart(word);
    return {
      key,
      prefix: true,
      decides: word === `${key}*`,
      cost: (PREFIX_COST[key.length] ?? LONG_PREFIX_COST) * popularity,
    };
  }
  return { key: word, prefix: false, decides: true, cost: baseCost(word) * popularity };
}

function baseCost(word: string): number {
  if (/^[#$@]/u.test(word)) return COST.tag;
  if (isSolo(word)) return COST.solo;
  const count = wordCounts.get(word);
  return count === undefined ? COST.unknown : COST.unknown + (count / totalCount) * 1e6;
}

function fieldKey({ field, value }: FieldQuery): Key {
  const key = { prefix: false, decides: false };
  switch (field) {
    case 'author':
      return hasWildcard(value)
        ? { ...key, key: `author:${literalPart(value)}`, prefix: true, cost: COST.author }
        : { ...key, key: `author:${value}`, cost: COST.author };
    case 'site':
      return { ...key, key: `site:${value}`, cost: COST.site };
    case 'url':
      // No part of a link can be looked up: every post with a link is a candidate.
      return { ...key, key: 'url:', cost: COST.field };
    default:
      return { ...key, key: `${field}:${value}`, cost: COST.field };
  }
}

/** Whether the word is one letter of a script that is written without spaces. */
export const isSolo = (word: string): boolean => letterClass(word.codePointAt(0) ?? 0) === SOLO;
