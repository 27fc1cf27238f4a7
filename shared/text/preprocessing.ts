import { decodeEntities, decodeEscapes } from './decoding.ts';
import { marks } from './marks.ts';
import { scan } from './scanner.ts';
import { normaliseUnicode } from './unicode.ts';

/** Version of the preparation. Any change of what `prepareText` returns needs a new one, and models trained anew. */
export const PREPROCESSING = 'posts-1';

/** From so many words in capitals on, and this share of all words, a text counts as written in capitals. */
const CAPITAL_WORDS = 3;
const CAPITAL_SHARE = 0.7;

/**
 * The classifier's input: normalised tokens separated by single spaces, empty when nothing is left. Pure and total:
 * any string in, the same tokens out, in training and in service; linear in the length of the text. The steps: HTML
 * entities and escapes, Unicode, then one scan with the rules under rules/, then capitals. Marks are in marks.ts.
 */
export function prepareText(text: string): string {
  const plain = normaliseUnicode(decodeEscapes(decodeEntities(text))).replaceAll('`', "'");
  return markCapitals(scan(plain)).join(' ');
}

/** Where most words are in capitals, one mark at the start replaces those of the words. */
function markCapitals(tokens: string[]): string[] {
  let capitals = 0;
  let words = 0;
  for (const token of tokens) {
    if (token === marks.caps) capitals++;
    else if (isWord(token)) words++;
  }
  if (capitals < CAPITAL_WORDS || capitals < words * CAPITAL_SHARE) return tokens;
  return [marks.allCaps, ...tokens.filter((token) => token !== marks.caps)];
}

/** Two letters or more: "I" and "a" say nothing about capitals. */
function isWord(token: string): boolean {
  return token.length > 1 && token.charCodeAt(0) >= 0x61;
}
