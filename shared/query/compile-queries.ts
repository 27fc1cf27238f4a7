import { IndexedDocument } from './indexed-document.ts';
import { hashStep, KeyFilter } from './key-filter.ts';
import { evaluate } from './matches.ts';
import type { Query, QueryDocument } from './query.ts';
import { isSolo, requiredKeys, wordsOf, type Key } from './required-keys.ts';

/** A query with the id of what it belongs to. */
export interface NamedQuery {
  readonly id: string;
  readonly query: Query;
}

/** Holds a post against all queries at once. */
export interface Matcher {
  /** Ids of the queries that match, in the order in which they were given. */
  match(document: QueryDocument): string[];
}

/**
 * Files each query under the rarest of its required words, so that a post is held only against the queries whose word it
 * has: the cost of a post hardly depends on how many queries there are. Throws RangeError for a query without positive
 * part, which the parser refuses.
 */
export function compileQueries(queries: readonly NamedQuery[]): Matcher {
  return new QueryIndex(queries);
}

/** A query under one of its keys. */
interface Filed {
  /** Its place in the list. */
  readonly at: number;
  /** See Key.decides. */
  readonly decides: boolean;
}

class QueryIndex implements Matcher {
  private readonly queries: readonly NamedQuery[];
  private readonly exact = new Map<string, Filed[]>();
  private readonly prefixes = new Map<string, Filed[]>();
  private readonly exactFilter = new KeyFilter();
  private readonly prefixFilter = new KeyFilter();
  /** 1 at the lengths that prefixes have. */
  private readonly prefixLengths: Uint8Array;
  private readonly hasFieldKeys: boolean;
  /** For each query the number of the last post that it was held against: once is enough. */
  private readonly seen: Uint32Array;
  private post = 0;

  constructor(queries: readonly NamedQuery[]) {
    this.queries = queries;
    const popularity = new Map<string, number>();
    for (const { query } of queries) {
      for (const word of wordsOf(query)) popularity.set(word, (popularity.get(word) ?? 0) + 1);
    }
    for (const [at, { id, query }] of queries.entries()) {
      const keys = requiredKeys(query, popularity);
      if (!keys) throw new RangeError(`The query of ${id} matches posts of which nothing is known`);
      for (const key of keys) this.file(key, at);
    }
    const lengths = [...this.prefixes.keys()].map(({ length }) => length);
    this.prefixLengths = new Uint8Array(
      lengths.reduce((longest, length) => Math.max(longest, length), 0) + 1,
    );
    for (const length of lengths) this.prefixLengths[length] = 1;
    this.hasFieldKeys = [...this.exact.keys(), ...this.prefixes.keys()].some((key) => key.includes(':'));
    this.seen = new Uint32Array(queries.length);
  }

  match(document: QueryDocument): string[] {
    const indexed = new IndexedDocument(document);
    this.nextPost();
    const found: number[] = [];
    let previous = '';
    let previousPosition = -1;
    for (const [at, word] of indexed.words.entries()) {
      this.look(word, indexed, found);
      if (word.length > 2 || !isSolo(word)) continue;
      const position = indexed.positions[at] ?? 0;
      if (position === previousPosition + 1) {
        this.holdAgainst(this.exact.get(previous + word), indexed, found);
      }
      previous = word;
      previousPosition = position;
    }
    if (this.hasFieldKeys) for (const key of fieldKeys(indexed)) this.look(key, indexed, found);
    return found.sort((a, b) => a - b).map((at) => this.queries[at]?.id ?? '');
  }

  private file({ key, prefix, decides }: Key, at: number): void {
    const index = prefix ? this.prefixes : this.exact;
    (prefix ? this.prefixFilter : this.exactFilter).add(key);
    const filed = index.get(key);
    if (filed) filed.push({ at, decides });
    else index.set(key, [{ at, decides }]);
  }

  private look(key: string, document: IndexedDocument, found: number[]): void {
    let hash = 0;
    for (let at = 0; at < key.length; at += 1) {
      hash = hashStep(hash, key.charCodeAt(at));
      if (this.prefixLengths[at + 1] === 1 && this.prefixFilter.has(hash)) {
        this.holdAgainst(this.prefixes.get(key.slice(0, at + 1)), document, found);
      }
    }
    if (this.exactFilter.has(hash)) this.holdAgainst(this.exact.get(key), document, found);
  }

  private holdAgainst(candidates: Filed[] | undefined, document: IndexedDocument, found: number[]): void {
    if (!candidates) return;
    for (const { at, decides } of candidates) {
      if (this.seen[at] === this.post) continue;
      this.seen[at] = this.post;
      const named = this.queries[at];
      if (decides || (named && evaluate(named.query, document))) found.push(at);
    }
  }

  private nextPost(): void {
    this.post += 1;
    if (this.post <= 0xffff_ffff) return;
    this.seen.fill(0);
    this.post = 1;
  }
}

/** The keys of everything but the words. */
function fieldKeys(document: IndexedDocument): string[] {
  const keys = [`platform:${document.platform}`];
  if (document.language !== null) keys.push(`language:${document.language}`);
  if (document.author !== null) keys.push(`author:${document.author}`);
  if (document.links.length > 0) keys.push('url:');
  for (const host of document.hosts()) {
    for (let at = 0; at >= 0; at = host.indexOf('.', at) + 1 || -1) keys.push(`site:${host.slice(at)}`);
  }
  return keys;
}
