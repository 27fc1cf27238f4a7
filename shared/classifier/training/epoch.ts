import { setImmediate } from 'node:timers/promises';
import type { Example } from '../dataset/corpus.ts';
import { TonewatchError } from '../../errors/tonewatch-error.ts';
import { padBatch } from '../tensorflow/encoded-posts.ts';
import { drawBatches } from './batches.ts';
import type { EncodedExamples } from './encoded-examples.ts';
import type { Network } from './network.ts';
import { createRandom } from './random.ts';
import type { Recipe } from './recipe.ts';

/** Signals and drawings get a turn so often. */
const TURN_MS = 50;

/** Where a run is between two steps. */
export interface Position {
  /** From 1 on. */
  readonly epoch: number;
  /** Batches of the epoch that are done. */
  readonly steps: number;
  /** Examples of the epoch that are done. */
  readonly done: number;
  /** Sum of their losses. */
  readonly loss: number;
}

export const startOf = (epoch: number): Position => ({ epoch, steps: 0, done: 0, loss: 0 });

export interface EpochOptions {
  readonly recipe: Recipe;
  /** Called after each step. */
  readonly onStep: (position: Position, rate: number) => void;
  /** Ends the epoch after the step that it is at. */
  readonly signal: AbortSignal | undefined;
}

/**
 * Shows the network every example once, from a position on. The order depends on the seed and the number of the epoch
 * alone. By the linear schedule the learning rate falls from its full value at the start of the first epoch to zero at
 * the end of the last.
 * @returns the position after the last step: of the whole epoch, or where the signal stopped it.
 * @throws TonewatchError CONFIG_INVALID when the loss is no longer a number.
 */
export async function runEpoch(
  network: Network,
  { posts, examples }: EncodedExamples,
  from: Position,
  { recipe, onStep, signal }: EpochOptions,
): Promise<Position> {
  const { epochs, batch: size, learningRate, schedule } = recipe.training;
  const order = createRandom(recipe.seed ^ Math.imul(from.epoch, 0x9e3779b1));
  let position = from;
  let turn = performance.now();
  for (const batch of drawBatches(posts, size, order).slice(from.steps)) {
    const passed = (position.epoch - 1 + position.done / examples.length) / epochs;
    const rate = learningRate * (schedule === 'linear' ? 1 - passed : 1);
    const texts = Array.from(batch, (post) => examples[post] as Example);
    const loss = network.learn(padBatch(posts, batch, network.padding), texts, rate);
    if (!Number.isFinite(loss)) {
      throw new TonewatchError(
        'CONFIG_INVALID',
        'training.learningRate: the loss is no longer a number: lower it',
      );
    }
    position = {
      epoch: position.epoch,
      steps: position.steps + 1,
      done: position.done + batch.length,
      loss: position.loss + loss * batch.length,
    };
    onStep(position, rate);
    if (performance.now() - turn > TURN_MS) {
      await setImmediate();
      turn = performance.now();
    }
    if (signal?.aborted) break;
  }
  return position;
}
