import type { Corpus, Example } from '#shared/classifier/dataset/corpus.ts';
import { seeded } from '../../test/fixtures/generated-posts.ts';

/** Tokens of tweets: from so many to so many, 20 in the middle, as in the posts that the shipped models learn from. */
const SHORTEST = 5;
const LONGEST = 35;
const WORDS = 20_000;

/**
 * Examples without a teacher, of words that are drawn as words are in a language (Zipf's law). The label hangs on a few
 * of them, so that there is something to learn.
 */
export function syntheticCorpus(training: number, development: number): Corpus {
  const random = seeded(1);
  const example = (): Example => {
    const length = SHORTEST + Math.floor(random() * (LONGEST - SHORTEST + 1));
    const words = Array.from({ length }, () => Math.floor(WORDS ** random()));
    const lean = words.reduce((sum, word) => sum + (word % 7 === 0 ? 1 : word % 7 === 1 ? -1 : 0), 0);
    return {
      text: words.map((word) => `word${letters(word)}`).join(' '),
      label: lean < 0 ? 0 : lean === 0 ? 1 : 2,
      soft: undefined,
      source: 0,
    };
  };
  return {
    training: Array.from({ length: training }, example),
    development: Array.from({ length: development }, example),
    sources: [
      {
        ...{ file: 'synthetic', weight: 1, ownBias: false, about: 'synthetic', licence: 'none' },
        ...{ taken: training, excluded: 0, repeated: 0 },
      },
    ],
  };
}

/** Digits would be prepared away. */
const letters = (word: number): string =>
  String(word).replace(/\d/gu, (digit) => String.fromCharCode(0x61 + Number(digit)));
