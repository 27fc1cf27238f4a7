import { marks } from '../marks.ts';
import type { Rule } from './rule.ts';

const NOSE = "[-o^~']?";
const NO_WORD = '(?![a-z0-9])';

/** Each kind of face as people type it; the first that fits counts. Bounded runs keep the scan linear. */
const kinds: readonly (readonly [string, string])[] = [
  [marks.brokenHeart, '<\\/{1,3}3{1,9}'],
  [marks.heart, '<{1,3}3{1,9}'],
  [marks.angry, `>[:=]${NOSE}[([|/\\\\@]+|[:=]-?@(?!\\w)`],
  [marks.cry, `[:=]'[-o^]?[([]+|[;T]_+[;T]${NO_WORD}|;-;|Q_+Q${NO_WORD}`],
  [marks.laugh, `[:=;]${NOSE}D+${NO_WORD}|[xX]-?D+${NO_WORD}`],
  [marks.smile, `[:=]${NOSE}[)\\]]+|[:=]3${NO_WORD}|\\^[_.-]{0,3}\\^|\\([-o^']?[:=](?![a-z0-9])|:-?>(?!>)`],
  [marks.wink, `;${NOSE}[)\\]]+|\\([-o^]?;${NO_WORD}`],
  [marks.sad, `[:=]${NOSE}[([]+|[:=]-?[{<]+`],
  [marks.tongue, `[:=;]${NOSE}[pPbþÞ]+${NO_WORD}`],
  [marks.kiss, `[:=;]${NOSE}\\*+|[:=]-?[xX]${NO_WORD}`],
  [marks.annoyed, `-[_.]{1,6}-['"]*|>[_.]+<|\\([-¬]_[-¬]\\)`],
  [marks.unsure, `[:=]-?(?:/(?!/)|\\\\)|[:=]-?[sS]${NO_WORD}`],
  [marks.surprise, `:-?[oO0]${NO_WORD}|[oO]_+[oO0]${NO_WORD}`],
  [marks.neutralFace, `[:=]-?\\|+`],
];
const ANY = new RegExp(kinds.map(([, pattern]) => `(${pattern})`).join('|'), 'y');
const REPEATED = /([)\](D3])\1$/u;

/** A typed face or heart becomes the mark of its kind. To be asked at a sign or letter that can begin one. */
export const emoticon: Rule = (text, at, tokens) => {
  ANY.lastIndex = at;
  const match = ANY.exec(text);
  if (match === null) return at;
  for (let kind = 0; kind < kinds.length; kind++) {
    if (match[kind + 1] === undefined) continue;
    tokens.push(kinds[kind]?.[0] ?? '');
    if (REPEATED.test(match[0])) tokens.push(marks.repeat);
    break;
  }
  return ANY.lastIndex;
};
