import { createAdamW } from './adamw.ts';
import type { Learner } from './learner.ts';
import type { Recipe } from './recipe.ts';
import { createRmsProp } from './rmsprop.ts';

export type Optimiser = Recipe['training']['optimiser'];

/**
 * @param width numbers in a row.
 * @param decay see createAdamW; the others have none.
 */
export function createLearner(optimiser: Optimiser, values: Float32Array, width: number, decay = 0): Learner {
  return optimiser === 'rmsprop' ? createRmsProp(values, width) : createAdamW(values, width, decay);
}
