import type { Corpus } from '../dataset/corpus.ts';
import { padBatch } from '../tensorflow/encoded-posts.ts';
import { drawBatches } from './batches.ts';
import { CLASSES, type Batch, type Network } from './network.ts';
import type { Random } from './random.ts';
import type { Recipe } from './recipe.ts';
import type { EncodedExamples } from './encoded-examples.ts';

export interface EpochOptions {
  readonly corpus: Corpus;
  readonly recipe: Recipe;
  readonly random: Random;
  /** From 1 on. */
  readonly epoch: number;
}

/**
 * Shows the network every example once. The learning rate falls linearly from its full value at the start of the first
 * epoch to zero at the end of the last.
 * @param onStep called after each batch with the examples done and their mean loss.
 * @returns the mean loss.
 */
export function runEpoch(
  network: Network,
  training: EncodedExamples,
  options: EpochOptions,
  onStep: (done: number, loss: number) => void,
): number {
  const { epochs, batch: size, learningRate } = options.recipe.training;
  const total = training.examples.length;
  let done = 0;
  let sum = 0;
  for (const batch of drawBatches(training.posts, size, options.random)) {
    const left = 1 - (options.epoch - 1 + done / total) / epochs;
    sum += network.learn(makeBatch(network, training, batch, options), learningRate * left) * batch.length;
    done += batch.length;
    onStep(done, sum / done);
  }
  return sum / done;
}

/**
 * The loss of an example with both a hard and a soft label is `share` · CE(hard) + (1 − share) · CE(soft) (Hinton et
 * al. 2015, "Distilling the knowledge in a neural network"); with one of them, that one's; times the weight of the source.
 */
function makeBatch(
  network: Network,
  { posts, examples }: EncodedExamples,
  batch: Int32Array,
  { corpus, recipe }: EpochOptions,
): Batch {
  const hard = new Float32Array(batch.length * CLASSES);
  const soft = new Float32Array(batch.length * CLASSES);
  const sources = new Int32Array(batch.length);
  const biased = new Float32Array(batch.length);
  for (const [i, post] of batch.entries()) {
    const example = examples[post];
    const source = example && corpus.sources[example.source];
    if (!source) continue;
    const weight = source.weight / batch.length;
    const share =
      example.soft === undefined ? 1 : example.label < 0 ? 0 : (recipe.softLabels?.hardShare ?? 1);
    if (example.label >= 0) hard[i * CLASSES + example.label] = weight * share;
    example.soft?.forEach((probability, c) => (soft[i * CLASSES + c] = weight * (1 - share) * probability));
    sources[i] = example.source;
    biased[i] = source.ownBias ? 1 : 0;
  }
  return { ...padBatch(posts, batch, network.padding), hard, soft, sources, biased };
}
