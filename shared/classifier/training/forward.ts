import type { LayersModel, Tensor, Tensor2D } from '@tensorflow/tfjs';
import type { ArchitectureSpec } from '../architectures/architecture.ts';
import { inputsOf } from '../tensorflow/backend.ts';
import type { PaddedBatch } from '../tensorflow/encoded-posts.ts';
import type { Tensorflow } from '../tensorflow/load.ts';
import { dropoutMask } from './dropout.ts';
import { createPooledConvolutions } from './pooled-convolutions.ts';
import type { Random } from './random.ts';
import type { Recipe } from './recipe.ts';

/** From the vectors of a batch to features, on the tape. */
export interface Forward {
  /**
   * @param vectors [unique, embedding]
   * @param ids row of `vectors` at each position of the batch.
   * @param learning whether some is dropped out.
   * @returns features [texts, features] as the dense layer reads them.
   */
  (vectors: Tensor2D, ids: Int32Array, batch: PaddedBatch, learning: boolean): Tensor2D;
}

export interface ForwardOptions {
  readonly architecture: ArchitectureSpec;
  /** Built by the architecture. */
  readonly encoder: LayersModel;
  readonly training: Pick<Recipe['training'], 'dropout' | 'vectorDropout'>;
  readonly random: Random;
}

export function createForward(
  tensorflow: Tensorflow,
  { architecture, encoder, training, random }: ForwardOptions,
): Forward {
  /** Nothing to multiply with where nothing is dropped. */
  const dropped = <T extends Tensor>(values: T, shape: number[], share: number): T => {
    if (share === 0) return values;
    const size = shape.reduce((product, length) => product * length, 1);
    return values.mul(tensorflow.tensor(dropoutMask(size, share, random), shape));
  };

  // Where a text does without some dimensions, a vector is another one in every text.
  const convolve =
    architecture.type === 'cnn' && training.vectorDropout === 0
      ? createPooledConvolutions(tensorflow, architecture, encoder)
      : undefined;

  const byLayers: Forward = (vectors, ids, { shape, mask }, learning) => {
    const [texts, positions] = shape;
    const width = architecture.embedding;
    const embedded = tensorflow
      .gather(vectors, tensorflow.tensor2d(ids, [texts, positions], 'int32'))
      .as3D(texts, positions, width);
    const thinned = learning ? dropped(embedded, [texts, 1, width], training.vectorDropout) : embedded;
    const inputs = inputsOf(tensorflow, encoder, thinned, mask);
    return encoder.apply(inputs, learning ? { training: true } : {}) as Tensor2D;
  };

  return (vectors, ids, batch, learning) => {
    const features = convolve
      ? convolve({ vectors, ids, shape: batch.shape })
      : byLayers(vectors, ids, batch, learning);
    return learning ? dropped(features, features.shape, training.dropout) : features;
  };
}
