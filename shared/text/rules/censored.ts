import { marks } from '../marks.ts';
import { endOf, type Rule } from './rule.ts';

const STARRED = /[a-z]{1,4}(?:\*{1,6}[a-z]{1,6}|\*{2,6})(?:\*{1,6}[a-z]{0,4})?/iy;
const SIGNED = /a\$\$|sh!t(?:ty)?|b!tch(?:es)?|f[@#]ck(?:ing|ed|er)?/iy;
const GRAWLIX = /[@#$%&*!^]{4,12}/y;

/** First letters and ending of a censored word, and the word. */
const READINGS: readonly (readonly [RegExp, string])[] = [
  [/^f\W+(?:c?k)?(?:ing|in|ng|g)$|^f\W+g$/u, 'fucking'],
  [/^f\W+(?:c?k)?ed$/u, 'fucked'],
  [/^f\W+c?k?$|^fu\W+k?$/u, 'fuck'],
  [/^s\W+t?$|^sh\W+t?$/u, 'shit'],
  [/^sh\W+ty$/u, 'shitty'],
  [/^b\W+t?ch$|^bi\W+h$/u, 'bitch'],
  [/^a\W+$|^as\W+$/u, 'ass'],
  [/^d\W+m?n$/u, 'damn'],
  [/^h\W+ll$/u, 'hell'],
  [/^bull\W+t?$/u, 'bullshit'],
];

/** A swear word with stars or signs for letters: the word where it can be told, else one mark. */
export const censored: Rule = (text, at, tokens) => {
  let end = endOf(STARRED, text, at);
  if (end === at) end = endOf(SIGNED, text, at);
  if (end === at) return at;
  const word = text.slice(at, end).toLowerCase();
  const reading = READINGS.find(([pattern]) => pattern.test(word))?.[1];
  if (reading === undefined && !word.includes('**')) return at;
  tokens.push(reading ?? marks.censored);
  return end;
};

/** "@#$%!": four signs or more of at least three kinds. */
export const grawlix: Rule = (text, at, tokens) => {
  const end = endOf(GRAWLIX, text, at);
  if (end === at || new Set(text.slice(at, end)).size < 3) return at;
  tokens.push(marks.censored);
  return end;
};
