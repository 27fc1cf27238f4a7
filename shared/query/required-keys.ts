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
  /** How many posts are likely to have it, in no particular unit. */
  readonly cost: number;
}

/** English words that are in every other post; the index takes another word where it can. */
const common = new Set(
  (
    'the of and to a in is you that it he was for on are as with his they i at be this have from or one had by but ' +
    'not what all were we when your can said there use an each which she do how their if will up other about out ' +
    'many then them these so some her would make like him into time has look two more go see no way could my than ' +
    'been who its now did get just me new our us good great am want need love please thanks help http https rt'
  ).split(' '),
);

const COST = {
  tag: 1,
  author: 2,
  site: 5,
  rare: 10,
  short: 60,
  common: 3_000,
  solo: 400,
  pair: 40,
  field: 10_000,
};
const PREFIX_COST = [2_000, 2_000, 800, 300];

/** How often each word stands in the queries: what many products ask for is common where they watch. */
export type Popularity = ReadonlyMap<string, number>;

/** Counts the words of a query. */
export function countWords(query: Query, counts: Map<string, number>): void {
  if (query.kind === 'and' || query.kind === 'or') for (const part of query.parts) countWords(part, counts);
  else if (query.kind === 'near') for (const part of [query.left, query.right]) countWords(part, counts);
  else if (query.kind === 'words') {
    for (const word of query.words) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
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
      return cheapest(query.parts.map((part) => requiredKeys(part, popularity)));
    case 'near':
      return cheapest([query.left, query.right].map((part) => requiredKeys(part, popularity)));
    case 'or': {
      const sets = query.parts.map((part) => requiredKeys(part, popularity));
      return sets.every((set) => set !== undefined) ? sets.flat() : undefined;
    }
    case 'words':
      return cheapest(wordKeys(query, popularity).map((key) => [key]));
    case 'field':
      return [fieldKey(query)];
  }
}

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
      keys.push({ key: word + next, prefix: false, cost: COST.pair });
    }
  }
  return keys;
}

function wordKey(word: string, popularity: number): Key {
  if (hasWildcard(word)) {
    const key = literalPart(word);
    return { key, prefix: true, cost: (PREFIX_COST[key.length] ?? 100) * popularity };
  }
  return { key: word, prefix: false, cost: baseCost(word) * popularity };
}

function baseCost(word: string): number {
  if (/^[#$@]/u.test(word)) return COST.tag;
  if (isSolo(word)) return COST.solo;
  if (common.has(word)) return COST.common;
  return word.length < 4 ? COST.short : COST.rare;
}

function fieldKey({ field, value }: FieldQuery): Key {
  switch (field) {
    case 'author':
      return hasWildcard(value)
        ? { key: `author:${literalPart(value)}`, prefix: true, cost: COST.author }
        : { key: `author:${value}`, prefix: false, cost: COST.author };
    case 'site':
      return { key: `site:${value}`, prefix: false, cost: COST.site };
    case 'url':
      // No part of a link can be looked up: every post with a link is a candidate.
      return { key: 'url:', prefix: false, cost: COST.field };
    default:
      return { key: `${field}:${value}`, prefix: false, cost: COST.field };
  }
}

/** Whether the word is one letter of a script that is written without spaces. */
export const isSolo = (word: string): boolean => letterClass(word.codePointAt(0) ?? 0) === SOLO;
