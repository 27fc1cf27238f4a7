import type { Random } from '../training/random.ts';
import { type Feeling, kinds } from './sentences.ts';
import { type Slot, words } from './words.ts';

export interface HardCase {
  readonly text: string;
  readonly soft: Feeling;
}

/** What often stands before and behind a sentence in a post, and says nothing. */
const BEFORE = ['', '', '', '', '@someone ', 'RT @someone: ', 'so ', 'ok, ', 'well ', 'tbh ', 'Honestly, '];
const BEHIND = [
  '',
  '',
  '',
  '',
  '.',
  '.',
  '!',
  '!!',
  '...',
  ' http://t.co/x',
  ' tbh',
  ' imo',
  ' #{thing}',
  ' @someone',
];

/**
 * `count` invented posts for what real ones show too rarely: see sentences.ts. Kinds, sentences and words are drawn with
 * equal chances. The same random numbers give the same posts.
 */
export function hardCases(count: number, random: Random): HardCase[] {
  const draw = <T>(from: readonly T[]): T => from[Math.floor(random.next() * from.length)] as T;
  const fill = (sentence: string): string =>
    sentence
      .replace(/\[([^\]]+)\]/gu, (_, choices: string) => draw(choices.split('|')))
      .replace(/\{(\w+)\}/gu, (_, slot: Slot) => draw(words[slot]));
  return Array.from({ length: count }, () => {
    const [soft, sentences] = draw(kinds);
    return { text: fill(draw(BEFORE) + draw(sentences) + draw(BEHIND)), soft };
  });
}
