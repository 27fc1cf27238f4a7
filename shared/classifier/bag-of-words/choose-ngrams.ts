import { type NgramSpec, visitNgrams, writeNgram } from './n-grams.ts';

/** Counters of the first pass: enough that few rare n-grams get into the second because they share one. */
const COUNTERS = 2 ** 24;

/**
 * N-grams that occur in at least `minimumTexts` texts, the most frequent first, equal ones by name; at most `size`. Most
 * n-grams occur once: a first pass counts by hash alone, so that only the others are ever written down.
 * @param texts prepared: tokens separated by a space.
 */
export function chooseNgrams(
  texts: readonly string[],
  spec: NgramSpec,
  { minimumTexts, size }: { readonly minimumTexts: number; readonly size: number },
): string[] {
  const rough = countRoughly(texts, spec);
  const counts = createCounts();
  for (const [i, text] of texts.entries()) {
    visitNgrams(text, spec, (first, second, begin, end, kind) => {
      if ((rough[first & (COUNTERS - 1)] as number) < minimumTexts) return;
      counts.count(i, first, second, () => writeNgram(text, begin, end, kind));
    });
  }
  const frequent = counts.all().filter(({ texts: count }) => count >= minimumTexts);
  frequent.sort((a, b) => b.texts - a.texts || (a.ngram < b.ngram ? -1 : 1));
  return frequent.slice(0, size).map(({ ngram }) => ngram);
}

interface Counts {
  /** Counts an n-gram in a text, once; `write` is asked for its name the first time. */
  count(text: number, first: number, second: number, write: () => string): void;
  all(): { readonly ngram: string; readonly texts: number }[];
}

/** An open-addressed hash table by both hashes of an n-gram: strings are only made of those that are new. */
function createCounts(): Counts {
  let mask = 2 ** 16 - 1;
  /** Row + 1 in each slot; 0 is a free one. */
  let slots = new Int32Array(mask + 1);
  const ngrams: string[] = [];
  const hashes: number[] = [];
  const texts: number[] = [];
  const last: number[] = [];

  const find = (first: number, second: number): number => {
    let slot = first & mask;
    for (; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const row = (slots[slot] as number) - 1;
      if (hashes[2 * row] === first && hashes[2 * row + 1] === second) break;
    }
    return slot;
  };
  const grow = (): void => {
    mask = mask * 2 + 1;
    slots = new Int32Array(mask + 1);
    for (let row = 0; row < ngrams.length; row++) {
      slots[find(hashes[2 * row] as number, hashes[2 * row + 1] as number)] = row + 1;
    }
  };

  return {
    count(text, first, second, write) {
      const slot = find(first, second);
      const row = (slots[slot] as number) - 1;
      if (row < 0) {
        slots[slot] = ngrams.push(write());
        hashes.push(first, second);
        texts.push(1);
        last.push(text);
        if (ngrams.length * 2 > mask) grow();
      } else if (last[row] !== text) {
        last[row] = text;
        texts[row] = (texts[row] as number) + 1;
      }
    },
    all: () => ngrams.map((ngram, row) => ({ ngram, texts: texts[row] as number })),
  };
}

/** For each hash how many texts have an n-gram with it: never fewer than there are with one n-gram; 255 is the most. */
function countRoughly(texts: readonly string[], spec: NgramSpec): Uint8Array {
  const counts = new Uint8Array(COUNTERS);
  const last = new Int32Array(COUNTERS);
  for (const [i, text] of texts.entries()) {
    visitNgrams(text, spec, (first) => {
      const at = first & (COUNTERS - 1);
      if (last[at] === i + 1) return;
      last[at] = i + 1;
      if ((counts[at] as number) < 255) counts[at] = (counts[at] as number) + 1;
    });
  }
  return counts;
}
