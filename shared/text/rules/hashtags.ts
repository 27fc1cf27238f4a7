import { marks } from '../marks.ts';
import { segment } from '../segmentation.ts';
import { number } from './numbers.ts';
import { endOf, type Rule } from './rule.ts';
import { pushWord } from './words.ts';

const BODY = /#[\p{L}\p{M}\p{N}_]+/uy;
const NUMBERED = /#\d+(?![\p{L}\p{M}_\d])/uy;
/** Capitals that no small letter follows, a word, figures, or letters without case. */
const PIECES = /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{N}+|[\p{Lo}\p{Lm}\p{M}]+/gu;
const LATIN = /^[A-Za-z]+$/u;

/** A hashtag: a mark, then its words, split by capitals and figures and, where those leave it whole, by frequency. */
export const hashtag: Rule = (text, at, tokens) => {
  if (endOf(NUMBERED, text, at) > at) return number(text, at + 1, tokens);
  const end = endOf(BODY, text, at);
  if (end === at) return at + 1;
  tokens.push(marks.hashtag);
  for (const [piece] of text.slice(at + 1, end).matchAll(PIECES)) pushPiece(piece, tokens);
  return end;
};

function pushPiece(piece: string, tokens: string[]): void {
  if (LATIN.test(piece)) {
    for (const word of segment(piece.toLowerCase()).split(' ')) pushWord(word, tokens);
  } else if (/^\d/u.test(piece)) number(piece, 0, tokens);
  else pushWord(piece, tokens);
}
