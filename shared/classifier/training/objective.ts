import type { Scalar, Tensor2D } from '@tensorflow/tfjs';
import type { Corpus, Example } from '../dataset/corpus.ts';
import type { Output } from '../model/output.ts';
import type { Tensorflow } from '../tensorflow/load.ts';
import { createClassObjective } from './class-objective.ts';
import type { Score } from './pace.ts';
import { createRatingObjective } from './rating-objective.ts';
import type { Recipe } from './recipe.ts';
import type { WeightLearner } from './weight-learners.ts';

/** How good a network is on the development part, and what its logits mean with the calibration that fits there. */
export interface Judged {
  readonly output: Output;
  /** What an epoch is told by; the first figure chooses the epoch. */
  readonly figures: readonly [Score, ...Score[]];
}

/** What the logits of a network are to become: the loss that says how far they are from it, and the figures for people. */
export interface Objective {
  /** Logits of a text. */
  readonly outputs: number;
  /** Weights that training needs and the model leaves off. */
  readonly learners: readonly WeightLearner[];
  /** Mean loss of some texts by their logits [texts, outputs], on the tape. */
  loss(logits: Tensor2D, texts: readonly Example[]): Scalar;
  /** @param logits row-major [texts, outputs]. */
  judge(logits: Float32Array, texts: readonly Example[]): Judged;
  dispose(): void;
}

/** @param corpus the sources, and the training part for the shares of the classes. */
export function createObjective(tensorflow: Tensorflow, recipe: Recipe, corpus: Corpus): Objective {
  const { target } = recipe;
  return target.type === 'classes'
    ? createClassObjective(tensorflow, recipe, corpus, target.labels)
    : createRatingObjective(tensorflow, corpus, target);
}
