import type { LayersModel, SymbolicTensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs';
import { labels } from '../../avro/mention.ts';
import { type ArchitectureSpec, encoderOf } from '../architectures/architecture.ts';
import type { Padding } from '../architectures/encoder.ts';
import { inputsOf } from '../tensorflow/backend.ts';
import type { PaddedBatch } from '../tensorflow/encoded-posts.ts';
import type { Weight } from '../model/model.ts';
import type { Tensorflow } from '../tensorflow/load.ts';
import { readLayers } from '../tensorflow/layers.ts';
import { createAdamW } from './adamw.ts';
import { dropoutMask } from './dropout.ts';
import { createLayerLearners, gradientOf } from './layer-learners.ts';
import { createLocalRows } from './local-rows.ts';
import type { Random } from './random.ts';
import type { Recipe } from './recipe.ts';

/** Negative, neutral, positive. */
export const CLASSES = labels.length;

/** Posts of one step, as matrices; all arrays are row-major. */
export interface Batch extends PaddedBatch {
  /** [posts, 3]: weight in the loss of each class, against the logits with the bias of the source. */
  readonly hard: Float32Array;
  /** [posts, 3]: the same, against the logits without it. */
  readonly soft: Float32Array;
  /** Source of each post. */
  readonly sources: Int32Array;
  /** 1 where the source has its own bias, else 0. */
  readonly biased: Float32Array;
}

/** A network that learns: embedding, encoder, dense layer, and a bias per source that is not part of the model. */
export interface Network {
  readonly padding: Padding;
  /** One step of gradient descent; returns the loss before it. */
  learn(batch: Batch, rate: number): number;
  /** Logits [posts, 3], without dropout and without the bias of a source. */
  logits(batch: PaddedBatch): Float32Array;
  weights(): Map<string, Pick<Weight, 'shape' | 'values'>>;
  dispose(): void;
}

export interface NetworkOptions {
  readonly architecture: ArchitectureSpec;
  readonly maxTokens: number;
  /** Vectors to start from: [vocabulary, embedding]. */
  readonly vectors: Float32Array;
  readonly sources: number;
  readonly training: Recipe['training'];
  readonly random: Random;
}

/**
 * The embedding stays outside TensorFlow: a step hands over only the vectors of the tokens that are in the batch, and
 * updates only those. With some 20,000 tokens a dense update would cost as much as the convolutions.
 */
export function createNetwork(tensorflow: Tensorflow, options: NetworkOptions): Network {
  const { architecture, vectors, training, random, sources } = options;
  const width = architecture.embedding;
  const { padding, build } = encoderOf(architecture, options.maxTokens);
  const encoder = build(tensorflow);
  const head = buildHead(tensorflow, encoder);
  const embedding = createAdamW(vectors, width);
  const sourceBias = tensorflow.tidy(() => tensorflow.variable(tensorflow.zeros([sources, CLASSES])));
  const learners = createLayerLearners(
    tensorflow,
    [...encoder.layers, ...head.layers],
    training.weightDecay,
    random,
  );
  const biasLearner = createAdamW(new Float32Array(sources * CLASSES), CLASSES);
  const local = createLocalRows(vectors, width);

  const lossOf = (batch: Batch, embedded: Tensor3D): Tensor2D => {
    const features = encoder.apply(inputsOf(tensorflow, encoder, embedded, batch.mask), {
      training: true,
    }) as Tensor2D;
    const kept = tensorflow.tensor2d(dropoutMask(features.size, training.dropout, random), features.shape);
    const logits = head.apply(features.mul(kept)) as Tensor2D;
    const lean = tensorflow
      .gather(sourceBias, tensorflow.tensor1d(batch.sources, 'int32'))
      .mul(tensorflow.tensor2d(batch.biased, [batch.shape[0], 1]));
    const part = (target: Float32Array, scores: Tensor2D): Tensor2D =>
      tensorflow.tensor2d(target, [batch.shape[0], CLASSES]).mul(tensorflow.logSoftmax(scores));
    return part(batch.hard, logits.add(lean)).add(part(batch.soft, logits));
  };

  return {
    padding,
    learn(batch, rate) {
      const { unique, ids, gathered } = local(batch.rows);
      return tensorflow.tidy(() => {
        const used = tensorflow.variable(tensorflow.tensor2d(gathered, [unique.length, width]));
        const { value, grads } = tensorflow.variableGrads(() => {
          const [posts, positions] = batch.shape;
          const kept = tensorflow.tensor3d(dropoutMask(posts * width, training.vectorDropout, random), [
            posts,
            1,
            width,
          ]);
          const embedded = tensorflow.gather(used, tensorflow.tensor2d(ids, [posts, positions], 'int32'));
          return lossOf(batch, embedded.mul<Tensor3D>(kept)).sum().neg().asScalar();
        });
        embedding.stepRows(unique, gradientOf(grads, used.name), rate * training.vectorRate);
        for (const learner of learners) learner.step(grads, rate);
        biasLearner.step(gradientOf(grads, sourceBias.name), rate);
        sourceBias.assign(tensorflow.tensor2d(biasLearner.values, [sources, CLASSES]));
        used.dispose(); // tidy leaves variables alone
        return value.dataSync()[0] ?? NaN;
      });
    },
    logits({ rows, mask, shape }) {
      const { unique, ids, gathered } = local(rows);
      return tensorflow.tidy(() => {
        const used = tensorflow.tensor2d(gathered, [unique.length, width]);
        const embedded = tensorflow.gather(used, tensorflow.tensor2d(ids, [...shape], 'int32'));
        const features = encoder.apply(inputsOf(tensorflow, encoder, embedded, mask));
        return (head.apply(features) as Tensor2D).dataSync().slice() as Float32Array;
      });
    },
    weights() {
      const named = new Map([...readLayers(encoder), ...readLayers(head)]);
      return named.set('embedding', { shape: [vectors.length / width, width], values: vectors.slice() });
    },
    dispose() {
      encoder.dispose();
      head.dispose();
      sourceBias.dispose();
    },
  };
}

/** The dense layer behind the encoder, on its own: dropout comes between the two. */
function buildHead(tensorflow: Tensorflow, encoder: LayersModel): LayersModel {
  const features = tensorflow.input({ shape: [encoder.outputs[0]?.shape.at(-1) ?? null] });
  const dense = tensorflow.layers.dense({ name: 'dense', units: CLASSES });
  return tensorflow.model({ inputs: features, outputs: dense.apply(features) as SymbolicTensor });
}
