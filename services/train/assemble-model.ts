import type { Model } from '#shared/classifier/model/model.ts';
import type { Recipe } from '#shared/classifier/training/recipe.ts';
import type { Trained } from '#shared/classifier/training/train.ts';
import { newManifest } from './new-manifest.ts';

/** What was trained, as a model that can be stored; its card is still to be written. */
export function assembleModel(name: string, recipe: Recipe, trained: Trained): Model {
  return {
    manifest: newManifest(name, recipe, {
      maxTokens: recipe.maxTokens,
      architecture: recipe.architecture,
      output: trained.output,
      ...(recipe.subwords && recipe.serveSubwords ? { subwords: recipe.subwords } : {}),
    }),
    vocabulary: trained.vocabulary,
    // Half precision where the numbers are many; biases cost nothing.
    weights: new Map(
      [...trained.weights].map(([key, { shape, values }]) => [
        key,
        { shape, values, dtype: shape.length > 1 ? 'float16' : 'float32' },
      ]),
    ),
    card: `# ${name}\n`,
  };
}
