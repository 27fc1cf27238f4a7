import { fold } from './fold.ts';
import { scanWords } from './scan-words.ts';

/** Letters that must stand before the wildcard: fewer would match half of everything that is written. */
const LETTERS_BEFORE_STAR = 2;

/** The words of a piece of a query or a phrase, folded; wildcards stay in them. */
export function readWords(text: string): string[] {
  const words: string[] = [];
  // The wide forms are punctuation of Chinese and Japanese texts, and would be folded into wildcards.
  scanWords(
    fold(text.replace(/[？＊]/gu, ' ')),
    { word: (word, _position, whole) => whole && words.push(word), link: () => undefined },
    true,
  );
  return words.map(withoutSoloWildcards).filter((word) => word !== '');
}

/** What is wrong with the wildcards of a word; `undefined` when nothing is. */
export function wildcardProblem(word: string): string | undefined {
  const bare = word.replace(/^[#$@]/u, '');
  const first = bare.search(/[*?]/u);
  if (first < 0) return undefined;
  if (first === 0) return 'expected a letter before * and ?';
  const star = bare.indexOf('*');
  if (star < 0) return undefined;
  if (star < bare.length - 1) return 'expected * only at the end of a word';
  return first < LETTERS_BEFORE_STAR
    ? `expected at least ${LETTERS_BEFORE_STAR} letters before *`
    : undefined;
}

/** Behind a letter that is a word by itself a wildcard says nothing: such words are found inside others anyway. */
const withoutSoloWildcards = (word: string): string => (/^[*?]+$/u.test(word) ? '' : word);
