import { marks } from '../marks.ts';
import { expandContraction, mendStem } from './contractions.ts';
import { isElongated, plainLaughter, shortenElongation } from './elongation.ts';
import { expandShorthand } from './shorthand.ts';

/** Characters of a word that are kept; what follows is noise. */
const LONGEST = 48;
/** What "İ" becomes in lower case. */
const DOTTED_I = /i\u0307/gu;
const CACHE_SIZE = 20_000;

/** Tokens of words met before: most words of a post are. */
const cache = new Map<string, string | readonly string[]>();

/**
 * Appends the tokens of one word as it was written (letters, digits and inner apostrophes): lower case, laughter and
 * elongations shortened, shorthand and contractions written out, with marks for elongation and capitals.
 */
export function pushWord(written: string, tokens: string[]): void {
  if (written === "n't") mendStem(tokens);
  const known = cache.get(written);
  if (known !== undefined) {
    pushAll(known, tokens);
    return;
  }
  const word = written.length > LONGEST ? cut(written) : written;
  const prepared = tokensOf(prepare(word));
  if (cache.size >= CACHE_SIZE) cache.clear();
  if (word === written) cache.set(written, prepared);
  pushAll(prepared, tokens);
}

/** One token as it is, several as a list. */
const tokensOf = (prepared: string): string | readonly string[] =>
  prepared.includes(' ') ? prepared.split(' ') : prepared;

function pushAll(prepared: string | readonly string[], tokens: string[]): void {
  if (typeof prepared === 'string') tokens.push(prepared);
  else for (const token of prepared) tokens.push(token);
}

/** Elongations are shortened before the cut, which never halves a surrogate pair. */
function cut(written: string): string {
  const short = written.replace(/(.)\1{3,}/gu, '$1$1$1').slice(0, LONGEST);
  return short.replace(/[\ud800-\udbff]$/, '');
}

function prepare(written: string): string {
  const lower = written.toLowerCase().replace(DOTTED_I, 'i');
  const laughter = plainLaughter(lower);
  const drawnOut = laughter === lower && isElongated(lower) && /\p{L}/u.test(lower);
  const word = drawnOut ? plainLaughter(shortenElongation(lower)) : laughter;
  let prepared = expandContraction(expandShorthand(word));
  if (drawnOut) prepared += ` ${marks.long}`;
  return isCapitals(written, lower) ? `${prepared} ${marks.caps}` : prepared;
}

/** Two capital letters or more, and no small one. */
function isCapitals(written: string, lower: string): boolean {
  return written !== lower && written === written.toUpperCase() && /\p{Lu}[^\p{Lu}]*\p{Lu}/u.test(written);
}
