import { readRecipe } from '#shared/classifier/read-recipe.ts';
import { trainAverage } from './train-average.ts';
import { trainBagOfWordsModel } from './train-bag-of-words.ts';
import { trainClassifier } from './train-classifier.ts';
import { trainWordVectors } from './train-word-vectors.ts';

export interface TrainCommand {
  readonly recipe: string;
  readonly data: string;
  readonly out?: string;
  readonly embeddings: string;
  /** Of libtensorflow; with one, the same recipe and data give the same model to the bit. */
  readonly threads: number;
  /** Folder for the checkpoint; default: one of its own for each recipe. */
  readonly checkpoints?: string;
  /** Leave the checkpoint when the model is written. */
  readonly keep: boolean;
  /** Folder for TensorBoard's event file and the page about the run. */
  readonly logs?: string;
  /** Keep the figures in recipes/results. */
  readonly record: boolean;
}

/**
 * Trains what a recipe says.
 * @throws TonewatchError CONFIG_INVALID, INPUT_FILE_UNREADABLE, TENSORFLOW_UNAVAILABLE
 */
export async function runTrain(options: TrainCommand): Promise<void> {
  const recipe = await readRecipe(options.recipe);
  switch (recipe.kind) {
    case 'classifier':
      return trainClassifier(recipe, options.recipe, options);
    case 'average':
      return trainAverage(recipe, options.recipe, options);
    case 'bag-of-words':
      return trainBagOfWordsModel(recipe, options.recipe, options);
    case 'skip-gram':
      return trainWordVectors(recipe, options);
  }
}
