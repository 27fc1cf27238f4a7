import type { Scalar, Tensor2D } from '@tensorflow/tfjs';
import type { Example } from '../dataset/corpus.ts';
import type { Output } from '../model/output.ts';
import type { Score } from './pace.ts';
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
