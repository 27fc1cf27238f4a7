import { fold } from './fold.ts';
import { lexQuery, type Token } from './lex-query.ts';
import type { FieldQuery, Query, WordsQuery } from './query.ts';
import { QuerySyntaxError } from './query-error.ts';
import { readWords, wildcardProblem } from './read-words.ts';

/** Deepest nesting of parentheses, NOTs and NEARs in each other. */
export const MAX_DEPTH = 200;

/**
 * Parses a product query; docs/queries.md has the grammar. Throws QuerySyntaxError (QUERY_SYNTAX) with the place and
 * what was expected there, also when a post could match without any of the words looked for.
 */
export function parseQuery(text: string): Query {
  return new Parser(text).parse();
}

class Parser {
  private readonly text: string;
  private readonly tokens: readonly Token[];
  private next = 0;
  private depth = 0;
  /** Where each part begins, for errors that are known only later. */
  private readonly starts = new Map<Query, number>();

  constructor(text: string) {
    this.text = text;
    this.tokens = lexQuery(text);
  }

  parse(): Query {
    const query = this.or();
    if (this.token.kind !== 'end') throw this.unexpected('AND, OR, NEAR/n or the end of the query');
    const loose = unanchored(query);
    if (!loose) return query;
    throw this.error(
      this.starts.get(loose) ?? 0,
      'expected something that must be there beside this NOT (in each part of an OR)',
    );
  }

  private get token(): Token {
    return this.tokens[this.next] ?? { kind: 'end', at: this.text.length };
  }

  private error(at: number, problem: string): QuerySyntaxError {
    return new QuerySyntaxError(this.text, at, problem);
  }

  private unexpected(expected: string): QuerySyntaxError {
    const { at, kind } = this.token;
    const got = kind === 'end' ? 'the end' : (/^(?:[()-]|[^\s()]+)/u.exec(this.text.slice(at))?.[0] ?? '');
    return this.error(at, `expected ${expected}, got ${got}`);
  }

  private started<Q extends Query>(at: number, query: Q): Q {
    this.starts.set(query, at);
    return query;
  }

  private deeper<T>(parse: () => T): T {
    if (this.depth >= MAX_DEPTH)
      throw this.error(this.token.at, `expected at most ${MAX_DEPTH} levels of nesting`);
    this.depth += 1;
    const parsed = parse();
    this.depth -= 1;
    return parsed;
  }

  private or(): Query {
    const { at } = this.token;
    const parts = [this.and()];
    while (this.token.kind === 'or') {
      this.next += 1;
      parts.push(this.and());
    }
    return this.joined('or', at, parts);
  }

  private and(): Query {
    const { at } = this.token;
    const parts = [this.near()];
    for (;;) {
      const { kind } = this.token;
      if (kind === 'and') this.next += 1;
      else if (kind === 'or' || kind === 'close' || kind === 'end') return this.joined('and', at, parts);
      parts.push(this.near());
    }
  }

  private joined(kind: 'and' | 'or', at: number, parts: Query[]): Query {
    const [first] = parts;
    if (first && parts.length === 1) return first;
    const flat = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]));
    return this.started(at, { kind, parts: flat });
  }

  private near(): Query {
    const { at } = this.token;
    let left = this.unary();
    const outer = this.depth;
    for (let token = this.token; token.kind === 'near'; token = this.token) {
      this.positional(left);
      this.next += 1;
      const right = this.deeper(() => this.unary());
      this.positional(right);
      left = this.started(at, { kind: 'near', left, right, distance: token.distance });
      // Each NEAR of a chain nests the one before it.
      this.depth += 1;
    }
    this.depth = outer;
    return left;
  }

  private positional(part: Query): void {
    if (hasPlace(part)) return;
    throw this.error(
      this.starts.get(part) ?? 0,
      'expected words, phrases or an OR of them on both sides of NEAR',
    );
  }

  private unary(): Query {
    const { at, kind } = this.token;
    if (kind !== 'not' && kind !== 'minus') return this.primary();
    this.next += 1;
    return this.started(at, { kind: 'not', part: this.deeper(() => this.unary()) });
  }

  private primary(): Query {
    const { token } = this;
    switch (token.kind) {
      case 'open':
        return this.group(token.at);
      case 'word':
        this.next += 1;
        return this.words(token.at, token.text, null);
      case 'quote':
        this.next += 1;
        return this.words(token.at, token.text, token.slop);
      case 'field':
        this.next += 1;
        return this.started(token.at, this.field(token));
      default:
        throw this.unexpected('a word, a phrase or (');
    }
  }

  private group(at: number): Query {
    this.next += 1;
    const inner = this.deeper(() => this.or());
    if (this.token.kind === 'end') throw this.error(at, 'expected a closing ) for this parenthesis');
    if (this.token.kind !== 'close') throw this.unexpected('AND, OR, NEAR/n or )');
    this.next += 1;
    if (!this.starts.has(inner)) this.starts.set(inner, at);
    return inner;
  }

  private words(at: number, text: string, slop: number | null): WordsQuery {
    const misplaced = /(?<![\p{L}\p{N}\p{M}*?])[*?]/u.exec(text);
    if (misplaced)
      throw this.error(at + this.quoted(at) + misplaced.index, 'expected a letter before * and ?');
    const words = readWords(text);
    if (words.length === 0)
      throw this.error(at, `expected letters or digits to look for, got ${text.trim() || 'nothing'}`);
    for (const word of words) {
      const problem = wildcardProblem(word);
      if (problem !== undefined) throw this.error(at, `${problem}, got ${word}`);
    }
    return this.started(at, { kind: 'words', words, slop: words.length === 1 ? null : slop });
  }

  private quoted(at: number): number {
    return /^["“”„«»]/u.test(this.text.slice(at, at + 1)) ? 1 : 0;
  }

  private field({ at, field, value }: Extract<Token, { kind: 'field' }>): FieldQuery {
    const folded = fold(value)
      .replace(/\s+/gu, ' ')
      .trim()
      .replace(field === 'author' ? /^@/u : /^$/u, '');
    const problem = fieldProblem(field, folded);
    if (problem !== undefined) throw this.error(at, `${problem}, got ${value || 'nothing'}`);
    return { kind: 'field', field, value: folded };
  }
}

function fieldProblem(field: FieldQuery['field'], value: string): string | undefined {
  switch (field) {
    case 'language':
      return /^[a-z]{2}$/u.test(value)
        ? undefined
        : 'expected a language of two letters, such as language:en';
    case 'platform':
      return /^[a-z0-9][a-z0-9._-]*$/u.test(value) ? undefined : 'expected a platform, such as platform:x';
    case 'site':
      return /^[^\s/:]+\.[^\s/:]+$/u.test(value) ? undefined : 'expected a host, such as site:example.org';
    case 'author':
      return value === '' ? 'expected a handle, such as author:jane' : wildcardProblem(value);
    case 'url':
      return value === '' ? 'expected a part of a link, such as url:example.org/shop' : undefined;
  }
}

/** Whether NEAR can measure to it. */
const hasPlace = (query: Query): boolean =>
  query.kind === 'words' || query.kind === 'near' || (query.kind === 'or' && query.parts.every(hasPlace));

/** The first part that alone can let a post match of which nothing is known; `undefined` when there is none. */
function unanchored(query: Query): Query | undefined {
  switch (query.kind) {
    case 'not':
      return query;
    case 'or':
      return query.parts.map(unanchored).find((part) => part !== undefined);
    case 'and': {
      const loose = query.parts.map(unanchored);
      return loose.includes(undefined) ? undefined : loose[0];
    }
    default:
      return undefined;
  }
}
