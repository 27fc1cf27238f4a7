import { marks } from '../text/marks.ts';

/** Marks that stand for nothing said: a post of these alone has no tone. Faces and hearts are not among them. */
const silent: ReadonlySet<string> = new Set([
  marks.user,
  marks.email,
  marks.hashtag,
  marks.caps,
  marks.allCaps,
  marks.long,
  marks.repeat,
  marks.number,
  marks.time,
  marks.date,
  marks.money,
  marks.percent,
]);

/** Letters of any script, and whatever lies beyond them: emoji. Plain punctuation and digits are not. */
const telling = /[\p{L}\p{Extended_Pictographic}\p{Regional_Indicator}]/u;

/**
 * Whether a model knows enough of a post whose language could not be told ("ok 👍", "@anna ❤"): of the tokens that say
 * something (words, emoji, faces) it must know at least one, and at least half.
 */
export function knowsEnough(tokens: string, known: ReadonlySet<string>): boolean {
  let heard = 0;
  let understood = 0;
  for (const token of tokens.split(' ')) {
    if (silent.has(token) || !telling.test(token)) continue;
    heard++;
    if (known.has(token)) understood++;
  }
  return understood > 0 && understood * 2 >= heard;
}
