import { type Evidence, MOST_EVIDENCE } from '../../avro/mention.ts';
import type { Spans } from './spans.ts';

/** A token may be as long as a post: of an item so many characters are kept. */
const LONGEST_TEXT = 200;

/** What weighs less than this share of the weightiest is no evidence. */
const LEAST_SHARE = 0.05;

/**
 * The weightiest spans with their words, weights rounded to thousandths. What is nothing beside the weightiest, or rounds
 * to nothing, is left out.
 * @param tokens of the text that `spans` was filled for, separated by spaces
 */
export function evidenceOf(tokens: string, spans: Spans): Evidence[] {
  const evidence: Evidence[] = [];
  const strongest = spans.strongest(MOST_EVIDENCE);
  const least = Math.abs(strongest[0]?.weight ?? 0) * LEAST_SHARE;
  for (const { begin, end, weight } of strongest) {
    if (Math.abs(weight) < least) continue;
    const rounded = Math.fround(Math.round(weight * 1_000) / 1_000);
    if (rounded !== 0) evidence.push({ text: wordsOf(tokens, begin, end), weight: rounded });
  }
  return evidence;
}

/** The tokens from `begin` to before `end`; `tokens` has exactly one space between two. */
function wordsOf(tokens: string, begin: number, end: number): string {
  let from = 0;
  for (let skipped = 0; skipped < begin; skipped++) from = tokens.indexOf(' ', from) + 1;
  let to = from - 1;
  for (let taken = begin; taken < end && (to >= 0 || taken === begin); taken++)
    to = tokens.indexOf(' ', to + 1);
  if (to < 0) to = tokens.length;
  return to - from <= LONGEST_TEXT
    ? tokens.slice(from, to)
    : `${tokens.slice(from, from + LONGEST_TEXT - 1)}…`;
}

/** Which of a text's outputs is the largest: the one that its evidence is about. */
export function largestOf(scores: Float32Array, at: number, outputs: number): number {
  let largest = 0;
  for (let o = 1; o < outputs; o++) {
    if ((scores[at + o] as number) > (scores[at + largest] as number)) largest = o;
  }
  return largest;
}
