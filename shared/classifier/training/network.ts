import type { LayersModel, Rank, SymbolicTensor, Tensor2D } from '@tensorflow/tfjs';
import { type ArchitectureSpec, encoderOf } from '../architectures/architecture.ts';
import type { Padding } from '../architectures/encoder.ts';
import type { Example } from '../dataset/corpus.ts';
import type { Weight } from '../model/model.ts';
import type { PaddedBatch } from '../tensorflow/encoded-posts.ts';
import { readLayers } from '../tensorflow/layers.ts';
import type { Tensorflow } from '../tensorflow/load.ts';
import type { Embedding } from './embedding.ts';
import { createForward } from './forward.ts';
import type { Learner } from './learner.ts';
import type { Objective } from './objective.ts';
import type { Random } from './random.ts';
import type { Recipe } from './recipe.ts';
import { createLayerLearners, gradientOf } from './weight-learners.ts';

/** A network that learns: embedding, encoder, dense layer, and what the objective adds. */
export interface Network {
  readonly padding: Padding;
  /** Logits of a text. */
  readonly outputs: number;
  /**
   * One step of gradient descent.
   * @param texts of the batch, in its order.
   * @returns the loss before the step.
   */
  learn(batch: PaddedBatch, texts: readonly Example[], rate: number): number;
  /** Logits [texts, outputs], without dropout and without what the objective adds. */
  logits(batch: PaddedBatch): Float32Array;
  weights(): Map<string, Pick<Weight, 'shape' | 'values'>>;
  /** Everything that the steps change. */
  readonly state: Learner['state'];
  /** Call after `state` was overwritten. */
  restored(): void;
  dispose(): void;
}

export interface NetworkOptions {
  readonly architecture: ArchitectureSpec;
  readonly maxTokens: number;
  readonly embedding: Embedding;
  readonly objective: Objective;
  readonly training: Recipe['training'];
  readonly random: Random;
}

export function createNetwork(tensorflow: Tensorflow, options: NetworkOptions): Network {
  const { embedding, objective, training, random } = options;
  const { width } = embedding;
  const { padding, build } = encoderOf(options.architecture, options.maxTokens);
  const encoder = build(tensorflow);
  const head = buildHead(tensorflow, encoder, objective.outputs);
  const learners = [
    ...createLayerLearners(tensorflow, [...encoder.layers, ...head.layers], training, random),
    ...objective.learners,
  ];

  const forward = createForward(tensorflow, {
    architecture: options.architecture,
    encoder,
    training,
    random,
  });

  return {
    padding,
    outputs: objective.outputs,
    state: [...embedding.state, ...learners.flatMap(({ state }) => state)],
    learn(batch, texts, rate) {
      const { unique, ids, gathered } = embedding.gather(batch.rows);
      return tensorflow.tidy(() => {
        const values = tensorflow.tensor2d(gathered, [unique.length, width]);
        const used = embedding.frozen ? undefined : tensorflow.variable<Rank.R2>(values);
        const { value, grads } = tensorflow.variableGrads(() => {
          const features = forward(used ?? values, ids, batch, true);
          return objective.loss(head.apply(features) as Tensor2D, texts);
        });
        if (used) embedding.step(unique, gradientOf(grads, used.name), rate * training.vectorRate);
        for (const learner of learners) learner.step(grads, rate);
        used?.dispose(); // tidy leaves variables alone
        return value.dataSync()[0] ?? NaN;
      });
    },
    logits(batch) {
      const { unique, ids, gathered } = embedding.gather(batch.rows);
      const logits = tensorflow.tidy(() => {
        const vectors = tensorflow.tensor2d(gathered, [unique.length, width]);
        return head.apply(forward(vectors, ids, batch, false)) as Tensor2D;
      });
      const values = logits.dataSync<'float32'>();
      logits.dispose();
      return values;
    },
    weights: () => new Map([...embedding.weights(), ...readLayers(encoder), ...readLayers(head)]),
    restored() {
      for (const learner of learners) learner.write();
    },
    dispose() {
      encoder.dispose();
      head.dispose();
    },
  };
}

/** The dense layer behind the encoder, on its own: dropout comes between the two. */
function buildHead(tensorflow: Tensorflow, encoder: LayersModel, units: number): LayersModel {
  const features = tensorflow.input({ shape: [encoder.outputs[0]?.shape.at(-1) ?? null] });
  const dense = tensorflow.layers.dense({ name: 'dense', units });
  return tensorflow.model({ inputs: features, outputs: dense.apply(features) as SymbolicTensor });
}
