import { writeBagOfWordsCard } from '#shared/classifier/bag-of-words/card.ts';
import type { BagOfWordsRecipe } from '#shared/classifier/bag-of-words/recipe.ts';
import { trainBagOfWords } from '#shared/classifier/bag-of-words/train.ts';
import { readCorpus } from '#shared/classifier/dataset/corpus.ts';
import type { Model } from '#shared/classifier/model/model.ts';
import { destinationOf, finishModel } from './finish-model.ts';
import { locateModel } from './model-folder.ts';
import { newManifest } from './new-manifest.ts';
import { createProgressLine, describeShare } from './progress-line.ts';
import { checkRecordable } from './record-run.ts';
import { createTeach } from './teacher.ts';
import type { TrainCommand } from './train-command.ts';

/**
 * Trains, writes the model folder, measures what was written, and completes its card.
 * @throws TonewatchError CONFIG_INVALID, INPUT_FILE_UNREADABLE
 */
export async function trainBagOfWordsModel(
  recipe: BagOfWordsRecipe,
  recipePath: string,
  options: TrainCommand,
): Promise<void> {
  const [name, modelsDir] = locateModel(options.out ?? recipe.name);
  if (options.record) checkRecordable(recipePath);
  const line = createProgressLine(process.stderr);
  const start = performance.now();
  const corpus = await readCorpus(recipe, options.data, createTeach(modelsDir, recipe.target));
  line.keep(`${corpus.training.length} examples to learn from, ${corpus.development.length} held out`);
  const trained = trainBagOfWords(recipe, corpus, { onStep: (step) => line.keep(step) });
  const { accuracy, macroRecall, ece } = trained.development;
  line.keep(
    `development accuracy ${describeShare(accuracy)}, macro-recall ${describeShare(macroRecall)}, ECE ${describeShare(ece)}`,
  );
  const model: Model = {
    manifest: newManifest(name, recipe, {
      maxTokens: recipe.maxTokens,
      architecture: recipe.architecture,
      output: trained.output,
    }),
    vocabulary: trained.vocabulary,
    weights: trained.weights,
    card: `# ${name}\n`,
  };
  const minutes = (performance.now() - start) / 60_000;
  const written = await finishModel(
    { recipe, recipePath, corpus, model, history: [], best: 0, minutes, cores: 1 },
    (measured) => {
      const { manifest } = model;
      const made = { trainedOn: new Date(), minutes };
      return writeBagOfWordsCard({ manifest, recipe, recipePath, corpus, trained, ...measured, ...made });
    },
    destinationOf(recipe, modelsDir, options),
  );
  for (const path of written) console.log(`${path} is written`);
}
