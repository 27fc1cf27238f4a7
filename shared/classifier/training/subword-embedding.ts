import { UNKNOWN_ROW } from '../model/model.ts';
import { addMeanOfRows, type Subwords, subwordRows } from '../subwords/subwords.ts';
import type { Embedding } from './embedding.ts';
import type { Learner } from './learner.ts';
import { createUniqueRows, gatherRows } from './local-rows.ts';

export interface SubwordOptions {
  readonly subwords: Subwords;
  /** Token of each row: first the vocabulary, then tokens outside it, which have no row of their own. */
  readonly tokens: readonly string[];
  /** Whether the rows of the vocabulary stay as they are, so that only n-grams learn. */
  readonly frozen: boolean;
  /**
   * How often each token outside occurs in training, where the n-grams help learning only: `<unk>` is then the mean of
   * those tokens, each as often as it occurs, and the model gets no n-grams.
   */
  readonly outsideCounts?: Int32Array | undefined;
}

/**
 * The vector of a token in the vocabulary is its own row plus the mean of the rows of its n-grams, and both learn; the
 * vector of a token outside is that mean alone (after Bojanowski et al. 2017, see subwordRows). `weights` has the sums
 * under `embedding`, so that service need not add, and the rows of n-grams, which start at zero, under `subwords`.
 * @param vectors the rows of the vocabulary to start from, [vocabulary, width], row-major; updated in place.
 */
export function createSubwordEmbedding(
  vectors: Float32Array,
  width: number,
  { subwords, tokens, frozen, outsideCounts }: SubwordOptions,
  createLearner: (values: Float32Array) => Learner,
): Embedding {
  const vocabulary = vectors.length / width;
  const ngrams = tokens.map((token, row) => (row < FIRST_WORD ? NONE : subwordRows(token, subwords)));
  const own = frozen ? undefined : createLearner(vectors);
  const table = new Float32Array(subwords.buckets * width);
  const parts = createLearner(table);
  const uniqueRows = createUniqueRows(tokens.length);
  const collect = createCollector(subwords.buckets, width);

  let mean: Float32Array | undefined;
  const meanOfOutside = (counts: Int32Array): Float32Array => {
    if (mean) return mean;
    mean = new Float32Array(width);
    const all = counts.reduce((sum, count) => sum + count, 0) || 1;
    for (const [i, count] of counts.entries()) {
      const vector = vectorsOf(Int32Array.of(vocabulary + i));
      for (let d = 0; d < width; d++) {
        mean[d] = (mean[d] as number) + ((vector[d] as number) * count) / all;
      }
    }
    return mean;
  };
  const vectorsOf = (rows: Int32Array): Float32Array => {
    const gathered = new Float32Array(rows.length * width);
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number;
      if (row === UNKNOWN_ROW && outsideCounts) gathered.set(meanOfOutside(outsideCounts), i * width);
      else if (row < vocabulary) gathered.set(vectors.subarray(row * width, (row + 1) * width), i * width);
      addMeanOfRows(table, width, ngrams[row] ?? NONE, gathered, i * width);
    }
    return gathered;
  };

  return {
    width,
    frozen: false,
    gather(rows) {
      const { unique, ids } = uniqueRows(rows);
      return { unique, ids, gathered: vectorsOf(unique) };
    },
    step(rows, gradient, rate) {
      mean = undefined;
      const shared = collect(rows, ngrams, gradient);
      parts.stepRows(shared.buckets, shared.gradient, rate);
      if (!own) return;
      const inside = Int32Array.from(rows.keys()).filter((i) => (rows[i] as number) < vocabulary);
      const insideRows = inside.map((i) => rows[i] as number);
      own.stepRows(insideRows, gatherRows(gradient, width, inside), rate);
    },
    state: [...(own?.state ?? []), ...parts.state],
    weights() {
      const whole = vectorsOf(Int32Array.from({ length: vocabulary }, (_, row) => row));
      const weights = new Map([['embedding', { shape: [vocabulary, width], values: whole }]]);
      if (outsideCounts) return weights;
      return weights.set('subwords', { shape: [subwords.buckets, width], values: table.slice() });
    },
  };
}

const NONE = new Int32Array(0);
/** The rows before are `<pad>` and `<unk>`, which are no words. */
const FIRST_WORD = 2;

type Collect = (
  rows: Int32Array,
  ngrams: readonly Int32Array[],
  gradient: Float32Array,
) => { readonly buckets: Int32Array; readonly gradient: Float32Array };

/** Adds up the gradient of each bucket that a batch reads: every n-gram of a token has an equal share of the token's. */
function createCollector(size: number, width: number): Collect {
  /** Position + 1 of each bucket among those found; all 0 between calls. */
  const positions = new Int32Array(size);
  return (rows, ngrams, gradient) => {
    const found: number[] = [];
    for (const row of rows) {
      for (const bucket of ngrams[row] ?? NONE) {
        if (positions[bucket] === 0) positions[bucket] = found.push(bucket);
      }
    }
    const sums = new Float32Array(found.length * width);
    for (let i = 0; i < rows.length; i++) {
      const list = ngrams[rows[i] as number] ?? NONE;
      const share = 1 / list.length;
      for (let n = 0; n < list.length; n++) {
        const to = ((positions[list[n] as number] as number) - 1) * width;
        for (let d = 0; d < width; d++) {
          sums[to + d] = (sums[to + d] as number) + share * (gradient[i * width + d] as number);
        }
      }
    }
    for (const bucket of found) positions[bucket] = 0;
    return { buckets: Int32Array.from(found), gradient: sums };
  };
}
