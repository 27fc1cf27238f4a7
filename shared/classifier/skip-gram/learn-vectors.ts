import type { Random } from '../training/random.ts';
import { createNoise } from './noise.ts';
import type { Hyperparameters } from './recipe.ts';
import type { TextCorpus } from './text-corpus.ts';
import { createVectorTable, type VectorTable } from './vector-table.ts';

export interface SkipGramProgress {
  /** Words of the vocabulary, those that were left out for being frequent too; of all epochs. */
  readonly done: number;
  readonly total: number;
  readonly wordsPerSecond: number;
  readonly secondsLeft: number;
}

const WORDS_BETWEEN_REPORTS = 20_000;

/**
 * Vectors of words by skip-gram with negative sampling (Mikolov et al. 2013, "Distributed representations of words and
 * phrases and their compositionality"): each word near a position is to tell the word there from words drawn at random.
 * Frequent words are left out at times, nearer words count more often (the window's width is drawn), and the learning
 * rate falls linearly to zero. The noise is drawn once for all words of a window (Ji et al. 2016, "Parallelizing word2vec
 * in shared and distributed memory"). One thread; corpus, hyperparameters and `random` determine the result to the bit.
 * @returns [words, dimensions], row-major.
 * @throws TonewatchError CONFIG_INVALID when the vectors do not fit into the memory that WebAssembly has.
 */
export function learnVectors(
  corpus: TextCorpus,
  options: Hyperparameters,
  random: Random,
  onProgress: (progress: SkipGramProgress) => void = () => undefined,
): Float32Array {
  const table = createVectorTable(corpus.words.length, options, random);
  const noise = createNoise(corpus.counts, random);
  const keep = keptShares(corpus, options.subsample);
  const order = Int32Array.from({ length: corpus.starts.length - 1 }, (_, i) => i);
  const sentence = new Int32Array(longestText(corpus));
  const total = corpus.rows.length * options.epochs;
  const sentenceOptions = { ...options, noise, random };
  const start = performance.now();
  let done = 0;
  let reported = 0;
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    random.shuffle(order);
    for (const text of order) {
      const [from, to] = [corpus.starts[text] as number, corpus.starts[text + 1] as number];
      let length = 0;
      for (let i = from; i < to; i++) {
        const row = corpus.rows[i] as number;
        if (random.next() < (keep[row] as number)) sentence[length++] = row;
      }
      table.rate[0] = options.learningRate * (1 - done / total);
      learnSentence(table, sentence, length, sentenceOptions);
      done += to - from;
      if (done - reported < WORDS_BETWEEN_REPORTS && done < total) continue;
      reported = done;
      const wordsPerSecond = (done / (performance.now() - start)) * 1000;
      onProgress({ done, total, wordsPerSecond, secondsLeft: (total - done) / wordsPerSecond });
    }
  }
  return table.vectors();
}

interface SentenceOptions {
  readonly window: number;
  readonly negatives: number;
  readonly noise: () => number;
  readonly random: Random;
}

function learnSentence(
  { kernel, words, targets, wordAt, targetAt }: VectorTable,
  sentence: Int32Array,
  length: number,
  { window, negatives, noise, random }: SentenceOptions,
): void {
  for (let position = 0; position < length; position++) {
    const reach = 1 + Math.floor(random.next() * window);
    const last = Math.min(length - 1, position + reach);
    let near = 0;
    for (let i = Math.max(0, position - reach); i <= last; i++) {
      if (i !== position) words[near++] = wordAt(sentence[i] as number);
    }
    if (near === 0) continue;
    const truth = sentence[position] as number;
    targets[0] = targetAt(truth);
    let count = 1;
    for (let i = 0; i < negatives; i++) {
      const drawn = noise();
      if (drawn !== truth) targets[count++] = targetAt(drawn);
    }
    kernel.learn(words.byteOffset + near * 4, targets.byteOffset + count * 4);
  }
}

/**
 * The share of its occurrences that a word takes part with: (√(f / t) + 1) · t / f, at most 1, where f is the share of
 * the word in the corpus and t the threshold (as in the authors' word2vec program).
 */
function keptShares({ counts, rows }: TextCorpus, threshold: number): Float64Array {
  return Float64Array.from(counts, (count) => {
    const ratio = count / rows.length / threshold;
    return Math.min(1, (Math.sqrt(ratio) + 1) / ratio);
  });
}

function longestText({ starts }: TextCorpus): number {
  let longest = 0;
  for (let i = 1; i < starts.length; i++) {
    longest = Math.max(longest, (starts[i] as number) - (starts[i - 1] as number));
  }
  return longest;
}
