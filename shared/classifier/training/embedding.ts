import type { Weight } from '../model/model.ts';
import type { Learner } from './learner.ts';
import { createUniqueRows, gatherRows, type UniqueRows } from './local-rows.ts';

/** The part of the vectors that one batch reads. */
export interface BatchVectors extends UniqueRows {
  /** The vectors of `unique`, [unique, width], row-major. */
  readonly gathered: Float32Array;
}

/**
 * The vectors of the tokens while they learn. They stay outside TensorFlow: a step hands over only the vectors of the
 * tokens that are in the batch, and updates only those. With some 20,000 tokens a dense update would cost as much as the
 * convolutions.
 */
export interface Embedding {
  /** Numbers in a vector. */
  readonly width: number;
  /** Whether the vectors stay as they are. */
  readonly frozen: boolean;
  gather(rows: Int32Array): BatchVectors;
  /** One step with the gradient of the vectors that were gathered: [unique, width]. */
  step(unique: Int32Array, gradient: Float32Array, rate: number): void;
  /** Everything that the steps change; see Learner. */
  readonly state: Learner['state'];
  /** As the model stores them. */
  weights(): Map<string, Pick<Weight, 'shape' | 'values'>>;
}

/**
 * A row of its own for each token of the vocabulary.
 * @param vectors to start from: [vocabulary, width]; updated in place.
 * @param createLearner undefined: they are frozen.
 */
export function createEmbedding(
  vectors: Float32Array,
  width: number,
  createLearner: ((values: Float32Array) => Learner) | undefined,
): Embedding {
  const rows = vectors.length / width;
  const learner = createLearner?.(vectors);
  const uniqueRows = createUniqueRows(rows);
  return {
    width,
    frozen: learner === undefined,
    gather(wanted) {
      const { unique, ids } = uniqueRows(wanted);
      return { unique, ids, gathered: gatherRows(vectors, width, unique) };
    },
    step: (unique, gradient, rate) => learner?.stepRows(unique, gradient, rate),
    state: learner?.state ?? [],
    weights: () => new Map([['embedding', { shape: [rows, width], values: vectors.slice() }]]),
  };
}
