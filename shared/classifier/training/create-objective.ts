import type { Corpus } from '../dataset/corpus.ts';
import type { Tensorflow } from '../tensorflow/load.ts';
import { createClassObjective } from './class-objective.ts';
import type { Objective } from './objective.ts';
import { createRatingObjective } from './rating-objective.ts';
import type { Recipe } from './recipe.ts';

/** @param corpus the sources, and the training part for the shares of the classes. */
export function createObjective(tensorflow: Tensorflow, recipe: Recipe, corpus: Corpus): Objective {
  const { target } = recipe;
  return target.type === 'classes'
    ? createClassObjective(tensorflow, recipe, corpus, target.labels)
    : createRatingObjective(tensorflow, corpus, target);
}
