import { hashesOf } from './n-grams.ts';

/** The row of an n-gram by its hashes; −1 where it is no feature. */
export interface FeatureTable {
  readonly size: number;
  rowOf(first: number, second: number): number;
}

/** N-grams of a vocabulary, in its order: an open-addressed hash table; nothing is allocated for a look-up. */
export function tableOfNgrams(ngrams: readonly string[]): FeatureTable {
  const mask = 2 ** Math.ceil(Math.log2(Math.max(2, ngrams.length * 2))) - 1;
  /** Row + 1 in each slot; 0 is a free one. */
  const slots = new Int32Array(mask + 1);
  const firsts = new Int32Array(mask + 1);
  const seconds = new Int32Array(mask + 1);
  for (const [row, ngram] of ngrams.entries()) {
    const [first, second] = hashesOf(ngram);
    let slot = first & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = row + 1;
    firsts[slot] = first;
    seconds[slot] = second;
  }
  return {
    size: ngrams.length,
    rowOf(first, second) {
      for (let slot = first & mask; ; slot = (slot + 1) & mask) {
        const row = (slots[slot] as number) - 1;
        if (row < 0 || (firsts[slot] === first && seconds[slot] === second)) return row;
      }
    },
  };
}

/**
 * Every n-gram has a row: several share one ("hashing trick", Weinberger et al. 2009).
 * @param size a power of two.
 */
export function tableOfBuckets(size: number): FeatureTable {
  return { size, rowOf: (first) => first & (size - 1) };
}
