import { TonewatchError } from '../../errors/tonewatch-error.ts';
import type { Random } from '../training/random.ts';
import {
  compileKernel,
  kernelMemory,
  MOST_BYTES,
  SIGMOID_ENTRIES,
  sigmoidTable,
  type SkipGramKernel,
} from './kernel.ts';
import { createNoise } from './noise.ts';
import type { SkipGramRecipe } from './recipe.ts';
import type { TextCorpus } from './text-corpus.ts';

export interface SkipGramProgress {
  /** Words of the vocabulary, those that were left out for being frequent too; of all epochs. */
  readonly done: number;
  readonly total: number;
  readonly wordsPerSecond: number;
  readonly secondsLeft: number;
}

export type Hyperparameters = Pick<
  SkipGramRecipe,
  'dimensions' | 'window' | 'negatives' | 'epochs' | 'subsample' | 'learningRate'
>;

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
  const table = createTable(corpus.words.length, options, random);
  const noise = createNoise(corpus.counts, random);
  const keep = keptShares(corpus, options.subsample);
  const order = Int32Array.from({ length: corpus.starts.length - 1 }, (_, i) => i);
  const sentence = new Int32Array(longestText(corpus));
  const total = corpus.rows.length * options.epochs;
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
      learnSentence(table, sentence, length, {
        ...options,
        rate: options.learningRate * (1 - done / total),
        noise,
        random,
      });
      done += to - from;
      if (done - reported < WORDS_BETWEEN_REPORTS && done < total) continue;
      reported = done;
      const wordsPerSecond = (done / (performance.now() - start)) * 1000;
      onProgress({ done, total, wordsPerSecond, secondsLeft: (total - done) / wordsPerSecond });
    }
  }
  return table.vectors();
}

interface Table {
  readonly kernel: SkipGramKernel;
  /** Addresses of what the kernel is to learn, and where they lie. */
  readonly words: Uint32Array;
  readonly targets: Uint32Array;
  /** Byte at which the vector of a word begins. */
  wordAt(row: number): number;
  /** Byte at which the vector of a word as a target begins. */
  targetAt(row: number): number;
  vectors(): Float32Array;
}

/** Vectors of words start uniform within ± 1 / (2 · dimensions), those of targets at zero. */
function createTable(
  size: number,
  { dimensions, window, negatives }: Hyperparameters,
  random: Random,
): Table {
  const width = Math.ceil(dimensions / 4) * 4;
  const vectorBytes = width * 4;
  const change = Math.ceil(SIGMOID_ENTRIES / 4) * 16;
  const wordList = change + vectorBytes;
  const targetList = wordList + 2 * window * 4;
  const firstWord = Math.ceil((targetList + (1 + negatives) * 4) / 16) * 16;
  const firstTarget = firstWord + size * vectorBytes;
  const bytes = firstTarget + size * vectorBytes;
  if (bytes > MOST_BYTES) {
    throw new TonewatchError(
      'CONFIG_INVALID',
      `minimumCount: ${size} words × ${dimensions} are too many; raise it, or take fewer dimensions`,
    );
  }
  const memory = kernelMemory(bytes);
  const { buffer } = memory;
  new Float32Array(buffer, 0, SIGMOID_ENTRIES).set(sigmoidTable());
  const values = new Float32Array(buffer, firstWord, size * width);
  for (let row = 0; row < size; row++) {
    for (let d = 0; d < dimensions; d++) values[row * width + d] = (random.next() - 0.5) / dimensions;
  }
  return {
    kernel: compileKernel(memory, { vectorBytes, sigmoid: 0, change }),
    words: new Uint32Array(buffer, wordList, 2 * window),
    targets: new Uint32Array(buffer, targetList, 1 + negatives),
    wordAt: (row) => firstWord + row * vectorBytes,
    targetAt: (row) => firstTarget + row * vectorBytes,
    vectors() {
      const vectors = new Float32Array(size * dimensions);
      for (let row = 0; row < size; row++) {
        vectors.set(values.subarray(row * width, row * width + dimensions), row * dimensions);
      }
      return vectors;
    },
  };
}

interface SentenceOptions {
  readonly window: number;
  readonly negatives: number;
  readonly rate: number;
  readonly noise: () => number;
  readonly random: Random;
}

function learnSentence(
  { kernel, words, targets, wordAt, targetAt }: Table,
  sentence: Int32Array,
  length: number,
  { window, negatives, rate, noise, random }: SentenceOptions,
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
    const from = targets.byteOffset;
    kernel.learn(words.byteOffset, words.byteOffset + near * 4, from, from + count * 4, rate);
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
