import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openBackend } from '#shared/classifier/open-backend.ts';
import { readCorpus } from '#shared/classifier/dataset/corpus.ts';
import { readLabelledTexts } from '#shared/classifier/dataset/labelled-texts.ts';
import { evaluate } from '#shared/classifier/evaluation/evaluate.ts';
import type { Metrics } from '#shared/classifier/evaluation/metrics.ts';
import { manifestSchema } from '#shared/classifier/model/manifest.ts';
import type { Model } from '#shared/classifier/model/model.ts';
import { loadModel, saveModel } from '#shared/classifier/model/store.ts';
import { loadTensorflow } from '#shared/classifier/tensorflow/load.ts';
import { writeCard } from '#shared/classifier/training/card.ts';
import type { Recipe } from '#shared/classifier/training/recipe.ts';
import { train, type Trained } from '#shared/classifier/training/train.ts';
import { RANDOM } from '#shared/classifier/training/vectors.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { PREPROCESSING } from '#shared/text/preprocessing.ts';
import { locateModel } from './model-folder.ts';
import { describeMetrics } from './metrics-table.ts';
import { createProgressLine, statusOf } from './progress-line.ts';
import type { TrainCommand } from './train.ts';

/**
 * Trains, writes the model folder, measures what was written, and completes its card.
 * @throws TonewatchError CONFIG_INVALID, INPUT_FILE_UNREADABLE, TENSORFLOW_UNAVAILABLE
 */
export async function trainClassifier(recipe: Recipe, options: TrainCommand): Promise<void> {
  const [name, modelsDir] = locateModel(options.out ?? recipe.name);
  checkBeforeHours(recipe, name, options.embeddings);
  const tensorflow = await loadTensorflow();
  const corpus = await readCorpus(recipe, options.data);
  const line = createProgressLine(process.stderr);
  line.keep(`${corpus.training.length} examples to learn from, ${corpus.development.length} held out`);
  const start = performance.now();
  const trained = await train(tensorflow, recipe, corpus, {
    embeddingsDir: options.embeddings,
    onStep: (progress) => line.show(statusOf(progress)),
    onEpoch: (epoch, loss, { macroRecall, accuracy, ece }) =>
      line.keep(
        `epoch ${epoch}: loss ${loss.toFixed(4)}, development macro-recall ${percent(macroRecall)}, ` +
          `accuracy ${percent(accuracy)}, ECE ${percent(ece)}`,
      ),
  });
  const model = assemble(name, recipe, trained);
  await saveModel(model, modelsDir);
  const reports = await report(recipe, options.data, await loadModel(name, modelsDir));
  const { manifest } = model;
  const minutes = (performance.now() - start) / 60_000;
  const about = { manifest, recipe, recipePath: options.recipe, corpus, trained, reports };
  await saveModel({ ...model, card: writeCard({ ...about, trainedOn: new Date(), minutes }) }, modelsDir);
  for (const { file, metrics } of reports) console.log(`${describeMetrics(file, metrics)}\n`);
  console.log(`${join(modelsDir, name)} is written`);
}

/** What would otherwise only come out once data are read, or after the training. */
function checkBeforeHours(recipe: Recipe, name: string, embeddingsDir: string): void {
  if (!manifestSchema.shape.name.safeParse(name).success) {
    throw new TonewatchError(
      'CONFIG_INVALID',
      `--out: '${name}' is no name for a model: lower-case letters, digits, -`,
    );
  }
  if (recipe.vectors.from === RANDOM) return;
  const vectors = join(embeddingsDir, `${recipe.vectors.from}.f32`);
  if (!existsSync(vectors)) {
    throw new TonewatchError(
      'INPUT_FILE_UNREADABLE',
      `${vectors} is missing: run infra/embeddings/fetch.sh once, or train it by its own recipe`,
    );
  }
}

function assemble(name: string, recipe: Recipe, { vocabulary, weights, calibration }: Trained): Model {
  return {
    manifest: {
      format: 1,
      name,
      version: recipe.version,
      languages: recipe.languages,
      preprocessing: PREPROCESSING,
      maxTokens: recipe.maxTokens,
      architecture: recipe.architecture,
      output: { type: 'classes', labels: ['negative', 'neutral', 'positive'], calibration },
    },
    vocabulary,
    // Half precision where the numbers are many; biases cost nothing.
    weights: new Map(
      [...weights].map(([key, { shape, values }]) => [
        key,
        { shape, values, dtype: shape.length > 1 ? 'float16' : 'float32' },
      ]),
    ),
    card: `# ${name}\n`,
  };
}

async function report(
  recipe: Recipe,
  dataDir: string,
  model: Model,
): Promise<{ file: string; metrics: Metrics }[]> {
  const backend = await openBackend(model, 'tensorflow');
  const reports = [];
  for (const { file, ...columns } of recipe.report) {
    const { rows } = await readLabelledTexts(join(dataDir, file), columns);
    reports.push({ file, metrics: await evaluate(backend, rows) });
  }
  backend.close();
  return reports;
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
