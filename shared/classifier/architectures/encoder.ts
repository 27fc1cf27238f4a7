import type { LayersModel } from '@tensorflow/tfjs';
import type { Tensorflow } from '../tensorflow/load.ts';

/** How many rows of `<pad>` a text needs around it. */
export interface Padding {
  /** Exactly so many in front, or, aligned to the end, at least. */
  readonly front: number;
  /** At least so many behind, or, aligned to the end, exactly. */
  readonly behind: number;
  /** Positions for tokens, at least; for layers that need a fixed number. */
  readonly atLeast: number;
  /** Where a text stands that is shorter than others in its batch. */
  readonly align: 'start' | 'end';
}

/** Name and shape of a weight, as the manifest lists it. */
export interface WeightShape {
  readonly name: string;
  readonly shape: readonly number[];
}

/**
 * What an architecture is: the layers between the vectors of the tokens and the features that the dense layer reads.
 * The embedding before and the dense layer behind are the same for all.
 */
export interface Encoder {
  readonly padding: Padding;
  /** How many features come out. */
  readonly features: number;
  /** In the order in which they are stored. */
  readonly weights: readonly WeightShape[];
  /**
   * Vectors [texts, positions, embedding], and where there is a second input the mask [texts, positions] (1 where a
   * token is, 0 where a pad is), to features [texts, features]. Each layer is called as its weights are in the manifest,
   * so that layer `conv2` holds `conv2/kernel` and `conv2/bias`. The caller disposes of it.
   */
  build(tensorflow: Tensorflow): LayersModel;
}
