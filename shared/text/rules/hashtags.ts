import { marks } from '../marks.ts';
import { segment } from '../segmentation.ts';
import { wordCounts } from '../word-counts.ts';
import { number } from './numbers.ts';
import { endOf, type Rule } from './rule.ts';
import { pushWord } from './spelling.ts';

const BODY = /#[\p{L}\p{M}\p{N}_]+/uy;
const NUMBERED = /#\d+(?![\p{L}\p{M}_\d])/uy;
const RUNS = /\p{N}+|[\p{L}\p{M}]+/gu;
/** Capitals that no small letter follows, a word, or letters without case. */
const PIECES = /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|[\p{Lo}\p{Lm}\p{M}]+/gu;
const LATIN = /^[A-Za-z]+$/u;
const FIGURE = /^\d/u;

/** A hashtag: a mark, then its words, split by capitals and figures and, where those leave it whole, by frequency. */
export const hashtag: Rule = (text, at, tokens) => {
  if (endOf(NUMBERED, text, at) > at) return number(text, at + 1, tokens);
  const end = endOf(BODY, text, at);
  if (end === at) return at + 1;
  tokens.push(marks.hashtag);
  for (const [run] of text.slice(at + 1, end).matchAll(RUNS)) pushRun(run, tokens);
  return end;
};

function pushRun(run: string, tokens: string[]): void {
  if (FIGURE.test(run)) number(run, 0, tokens);
  else if (wordCounts.has(run.toLowerCase())) pushWord(run.toLowerCase(), tokens);
  else for (const [piece] of run.matchAll(PIECES)) pushPiece(piece, tokens);
}

function pushPiece(piece: string, tokens: string[]): void {
  const letters = piece.toLowerCase();
  if (!LATIN.test(piece)) pushWord(letters, tokens);
  else for (const word of segment(letters).split(' ')) pushWord(word, tokens);
}
