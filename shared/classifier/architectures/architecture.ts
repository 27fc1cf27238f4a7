import type { LayersModel } from '@tensorflow/tfjs';
import type { Manifest } from '../model/manifest.ts';
import type { Tensorflow } from '../tensorflow/load.ts';
import { buildCnn, cnnPadding } from './cnn.ts';
import type { Padding } from './padding.ts';

export type ArchitectureSpec = Manifest['architecture'];

/**
 * What an architecture is: the layers between the vectors of the tokens and the features that the dense layer reads.
 * The embedding before and the dense layer behind are the same for all.
 */
export interface Architecture<Spec> {
  padding(spec: Spec): Padding;
  /**
   * Vectors [posts, positions, embedding] to features [posts, features]. Each layer is called as its weights are in the
   * manifest, so that layer `conv2` holds `conv2/kernel` and `conv2/bias`. The caller disposes of it.
   */
  build(tensorflow: Tensorflow, spec: Spec): LayersModel;
}

/** A new architecture is a file like cnn.ts, a line here, and its part of the manifest. */
export const architectures: {
  readonly [Type in ArchitectureSpec['type']]: Architecture<Extract<ArchitectureSpec, { type: Type }>>;
} = {
  cnn: { padding: cnnPadding, build: buildCnn },
};
