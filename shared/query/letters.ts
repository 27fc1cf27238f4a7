/** What a character is to the words around it. */
export const SEPARATOR = 1;
/** Part of a word: letters, digits, combining marks. */
export const LETTER = 2;
/** A word by itself: the letters of scripts that put no spaces between words, and of Korean, which hangs particles on. */
export const SOLO = 3;
export type LetterClass = typeof SEPARATOR | typeof LETTER | typeof SOLO;

const letter = /^[\p{L}\p{N}\p{M}]$/u;
const solo =
  /^[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Bopomofo}\p{scx=Hangul}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]$/u;
/** Filled in as characters come by: two regular expressions a character would be most of the cost of a post. */
const known = new Uint8Array(0x10000);

export function letterClass(codePoint: number): LetterClass {
  const found = known[codePoint];
  if (found !== undefined && found !== 0) return found as LetterClass;
  const character = String.fromCodePoint(codePoint);
  const made = !letter.test(character) ? SEPARATOR : solo.test(character) ? SOLO : LETTER;
  if (codePoint < known.length) known[codePoint] = made;
  return made;
}
