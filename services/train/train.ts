import { join } from 'node:path';
import { type AnyRecipe, readRecipe } from '#shared/classifier/training/read-recipe.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { trainAtATime } from './train-at-a-time.ts';
import { trainAverage } from './train-average.ts';
import { trainBagOfWordsModel } from './train-bag-of-words.ts';
import { trainClassifier } from './train-classifier.ts';
import type { TrainCommand } from './train-command.ts';
import { trainWordVectors } from './train-word-vectors.ts';

/** What the command line gives. */
export interface TrainOptions extends TrainCommand {
  /** Recipe files. */
  readonly recipe: readonly string[];
  /** How many to train at a time. */
  readonly jobs: number;
}

/**
 * Trains what recipes say, in their order.
 * @throws TonewatchError CONFIG_INVALID, INPUT_FILE_UNREADABLE, TENSORFLOW_UNAVAILABLE, TRAINING_STOPPED
 */
export async function runTrain({ recipe: files, jobs, ...options }: TrainOptions): Promise<void> {
  const recipes: AnyRecipe[] = [];
  for (const file of files) recipes.push(await readRecipe(file));
  if (files.length > 1 && options.out !== undefined) {
    throw new TonewatchError('CONFIG_INVALID', '--out: names one model, and there are several recipes');
  }
  const commands = recipes.map((recipe) => (files.length > 1 ? apart(recipe.name, options) : options));
  if (files.length > 1 && jobs > 1) {
    return trainAtATime(
      jobs,
      recipes.map(({ name }, i) => ({ name, file: files[i] ?? '', command: commands[i] ?? options })),
    );
  }
  for (const [i, recipe] of recipes.entries()) {
    await trainRecipe(recipe, files[i] ?? '', commands[i] ?? options);
  }
}

/** Runs of several recipes keep their files in a folder each. */
const apart = (name: string, { checkpoints, logs, ...options }: TrainCommand): TrainCommand => ({
  ...options,
  ...(checkpoints === undefined ? {} : { checkpoints: join(checkpoints, name) }),
  ...(logs === undefined ? {} : { logs: join(logs, name) }),
});

async function trainRecipe(recipe: AnyRecipe, file: string, command: TrainCommand): Promise<void> {
  switch (recipe.kind) {
    case 'classifier':
      return trainClassifier(recipe, file, command);
    case 'average':
      return trainAverage(recipe, file, command);
    case 'bag-of-words':
      return trainBagOfWordsModel(recipe, file, command);
    case 'skip-gram':
      return trainWordVectors(recipe, command);
  }
}
