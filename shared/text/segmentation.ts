import { totalCount, wordCounts } from './word-counts.ts';

const LONGEST_WORD = 20;
/** Longer runs are rarely words at all; they stay whole. */
const LONGEST_RUN = 40;
const CACHE_SIZE = 5_000;

const cache = new Map<string, string>();

/**
 * Splits lower-case letters written without spaces into the likeliest words ("flightfail" → "flight fail"), by a
 * unigram model: the product of the words' frequencies is greatest. An unknown word of n letters counts as if its
 * frequency were 10 in `totalCount`, divided by 10ⁿ (Norvig, "Natural Language Corpus Data", 2009).
 */
export function segment(letters: string): string {
  if (letters.length > LONGEST_RUN || letters.length < 2) return letters;
  const known = cache.get(letters);
  if (known !== undefined) return known;
  const words = likeliest(letters);
  if (cache.size >= CACHE_SIZE) cache.clear();
  cache.set(letters, words);
  return words;
}

function likeliest(letters: string): string {
  const best: number[] = [0];
  const startOf: number[] = [0];
  for (let end = 1; end <= letters.length; end++) {
    best[end] = -Infinity;
    for (let start = Math.max(0, end - LONGEST_WORD); start < end; start++) {
      const score = (best[start] ?? 0) + logFrequency(letters.slice(start, end));
      if (score > (best[end] ?? 0)) {
        best[end] = score;
        startOf[end] = start;
      }
    }
  }
  const words: string[] = [];
  for (let end = letters.length; end > 0; end = startOf[end] ?? 0)
    words.unshift(letters.slice(startOf[end] ?? 0, end));
  return words.join(' ');
}

function logFrequency(word: string): number {
  const count = wordCounts.get(word);
  if (count !== undefined) return Math.log10(count / totalCount);
  return Math.log10(10 / totalCount) - word.length;
}
