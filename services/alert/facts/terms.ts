import { marks } from '#shared/text/marks.ts';
import { prepareText } from '#shared/text/preprocessing.ts';
import { stopWords, turningWords } from './stop-words.ts';

/** They say how a word is written; the words beside them are neighbours. */
const manner: ReadonlySet<string> = new Set([
  marks.hashtag,
  marks.caps,
  marks.allCaps,
  marks.long,
  marks.repeat,
]);

/** A word of two letters or more (of one in scripts that need no more), or an emoji; other tokens are marks, figures and signs. */
const telling = /^(?!<)(?:.*\p{L}.*\p{L}|.*[^\p{Script=Latin}\P{L}]|.*\p{Extended_Pictographic})/su;

/** What becomes of a token. */
type Part = 'term' | 'turning' | 'manner' | 'gap';

/**
 * Reads the distinct terms of texts that may tell what they are about: words, and pairs of neighbours joined by a space.
 * Stop words and those that `isOwn` names are left out, and nothing is a neighbour across them; `not`, `no`, `too` and
 * such stand only first in a pair ("not work").
 */
export function termReader(isOwn: (token: string) => boolean): (text: string) => string[] {
  const known = new Map<string, Part>();
  const partOf = (token: string): Part => {
    let part = known.get(token);
    if (part === undefined) known.set(token, (part = isOwn(token) ? 'gap' : partOfAny(token)));
    return part;
  };
  return (text) => {
    const terms = new Set<string>();
    let before = '';
    for (const token of prepareText(text).split(' ')) {
      const part = partOf(token);
      if (part === 'manner') continue;
      if (part === 'term') {
        terms.add(token);
        if (before !== '' && before !== token) terms.add(`${before} ${token}`);
      }
      before = part === 'gap' ? '' : token;
    }
    return [...terms];
  };
}

function partOfAny(token: string): Part {
  if (manner.has(token)) return 'manner';
  if (turningWords.has(token)) return 'turning';
  return stopWords.has(token) || !telling.test(token) ? 'gap' : 'term';
}
