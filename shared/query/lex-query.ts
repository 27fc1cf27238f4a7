import { queryFields, type QueryField } from './query.ts';
import { QuerySyntaxError } from './query-error.ts';

/** The pieces of a query, with where each begins. */
export type Token = { readonly at: number } & (
  | { readonly kind: 'and' | 'or' | 'not' | 'minus' | 'open' | 'close' | 'end' }
  | { readonly kind: 'near'; readonly distance: number }
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'quote'; readonly text: string; readonly slop: number | null }
  | { readonly kind: 'field'; readonly field: QueryField; readonly value: string }
);

export const MAX_QUERY = 100_000;
/** Highest n of NEAR/n and "…"~n: what is farther apart is a matter of AND. */
export const MAX_DISTANCE = 100;

const quotes = /["“”„«»]/u;
const piece = /[^\s()"“”„«»]+/uy;
const slop = /~(\d*)/uy;
const operators: Readonly<Record<string, 'and' | 'or' | 'not'>> = { AND: 'and', OR: 'or', NOT: 'not' };

/** Throws QUERY_SYNTAX. The last token is `end`. */
export function lexQuery(query: string): Token[] {
  if (query.length > MAX_QUERY) {
    throw new QuerySyntaxError(query, MAX_QUERY, `expected at most ${MAX_QUERY} characters`);
  }
  const tokens: Token[] = [];
  let at = 0;
  while (at < query.length) {
    const character = query.charAt(at);
    if (/\s/u.test(character)) at += 1;
    else if (character === '(') tokens.push({ kind: 'open', at: at++ });
    else if (character === ')') tokens.push({ kind: 'close', at: at++ });
    else if (character === '-') tokens.push(minus(query, at++));
    else if (quotes.test(character)) at = lexQuote(query, at, tokens);
    else at = lexPiece(query, at, tokens);
  }
  tokens.push({ kind: 'end', at: query.length });
  return tokens;
}

function minus(query: string, at: number): Token {
  if (/^[\s)-]?$/u.test(query.charAt(at + 1))) {
    throw new QuerySyntaxError(query, at, 'expected a word directly after -');
  }
  return { kind: 'minus', at };
}

/** The index behind the quoted text that begins at `at`. */
function closingQuote(query: string, at: number): number {
  for (let end = at + 1; end < query.length; end += 1) if (quotes.test(query.charAt(end))) return end + 1;
  throw new QuerySyntaxError(query, at, 'expected a closing quotation mark for this one');
}

function lexQuote(query: string, at: number, tokens: Token[]): number {
  const end = closingQuote(query, at);
  const text = query.slice(at + 1, end - 1);
  slop.lastIndex = end;
  const found = slop.exec(query);
  if (!found) {
    tokens.push({ kind: 'quote', at, text, slop: null });
    return end;
  }
  tokens.push({ kind: 'quote', at, text, slop: distanceOf(query, end + 1, found[1] ?? '', '"…"~n') });
  return end + found[0].length;
}

function lexPiece(query: string, at: number, tokens: Token[]): number {
  piece.lastIndex = at;
  const text = piece.exec(query)?.[0] ?? '';
  const end = at + text.length;
  const operator = operators[text];
  if (operator !== undefined) tokens.push({ kind: operator, at });
  else if (/^NEAR(?:\/|$)/iu.test(text) && (text.includes('/') || text === 'NEAR')) {
    tokens.push(lexNear(query, at, text));
  } else {
    const colon = /^[a-z]+:/iu.exec(text);
    if (colon) return lexField(query, at, colon[0], tokens);
    tokens.push({ kind: 'word', at, text });
  }
  return end;
}

function lexNear(query: string, at: number, text: string): Token {
  if (!text.startsWith('NEAR/')) {
    throw new QuerySyntaxError(
      query,
      at,
      `expected NEAR/n in capitals with a number, such as NEAR/5, got ${text}`,
    );
  }
  return { kind: 'near', at, distance: distanceOf(query, at + 5, text.slice(5), 'NEAR/n') };
}

function distanceOf(query: string, at: number, digits: string, form: string): number {
  const distance = /^\d+$/u.test(digits) ? Number(digits) : Infinity;
  if (distance <= MAX_DISTANCE) return distance;
  throw new QuerySyntaxError(query, at, `expected n of ${form} to be a number from 0 to ${MAX_DISTANCE}`);
}

function lexField(query: string, at: number, name: string, tokens: Token[]): number {
  const field = queryFields.find((known) => `${known}:` === name.toLowerCase());
  if (!field) {
    const known = queryFields.map((each) => `${each}:`).join(', ');
    throw new QuerySyntaxError(
      query,
      at,
      `expected one of ${known}, got ${name} (quote it if it is no field)`,
    );
  }
  const from = at + name.length;
  if (quotes.test(query.charAt(from))) {
    const end = closingQuote(query, from);
    tokens.push({ kind: 'field', at, field, value: query.slice(from + 1, end - 1) });
    return end;
  }
  piece.lastIndex = from;
  const value = piece.exec(query)?.[0] ?? '';
  tokens.push({ kind: 'field', at, field, value });
  return from + value.length;
}
