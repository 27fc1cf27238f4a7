import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readCorpus } from '#shared/classifier/dataset/corpus.ts';
import { manifestSchema } from '#shared/classifier/model/manifest.ts';
import type { EpochRecord } from '#shared/classifier/report/svg/training-curves.ts';
import { limitThreads, loadTensorflow } from '#shared/classifier/tensorflow/load.ts';
import { writeCard } from '#shared/classifier/training/card.ts';
import { checkpointIn } from '#shared/classifier/training/checkpoint.ts';
import type { Recipe } from '#shared/classifier/training/recipe.ts';
import { train } from '#shared/classifier/training/train.ts';
import { RANDOM } from '#shared/classifier/training/vectors.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { untilStopped } from '#shared/lifecycle/until-stopped.ts';
import { assembleModel } from './assemble-model.ts';
import { destinationOf, finishModel, runFolderOf } from './finish-model.ts';
import { locateModel } from './model-folder.ts';
import { checkRecordable } from './record-run.ts';
import { openTrainingLog } from './training-log.ts';
import { createProgressLine, describeShare, statusOf } from './progress-line.ts';
import { createTeach } from './teacher.ts';
import type { TrainCommand } from './train-command.ts';

/**
 * Trains, writes the model folder, measures what was written, and completes its card.
 * @throws TonewatchError CONFIG_INVALID, INPUT_FILE_UNREADABLE, TENSORFLOW_UNAVAILABLE, TRAINING_STOPPED
 */
export async function trainClassifier(
  recipe: Recipe,
  recipePath: string,
  options: TrainCommand,
): Promise<void> {
  const [name, modelsDir] = locateModel(options.out ?? recipe.name);
  checkBeforeHours(recipe, name, options.embeddings);
  if (options.record) checkRecordable(recipePath);
  limitThreads(options.threads);
  const tensorflow = await loadTensorflow();
  const line = createProgressLine(process.stderr);
  const checkpoints = options.checkpoints ?? runFolderOf(recipe);
  const start = performance.now();
  const corpus = await readCorpus(recipe, options.data, createTeach(modelsDir, recipe.target));
  const reading = performance.now() - start;
  line.keep(
    `${count(corpus.training.length)} examples to learn from, ${count(corpus.development.length)} held out`,
  );
  const log = options.logs === undefined ? undefined : openTrainingLog(tensorflow, options.logs);
  await untilStopped(async (signal) => {
    const trained = await train(tensorflow, recipe, corpus, {
      embeddingsDir: options.embeddings,
      checkpoints,
      signal,
      onStep(progress, rate) {
        line.show(statusOf(progress));
        log?.step(progress, rate);
      },
      onEpoch(record) {
        line.keep(describeEpoch(record));
        log?.epoch(record);
      },
      onResume: ({ epoch, done }) => line.keep(`goes on in epoch ${epoch}, after ${count(done)} examples`),
    });
    const model = assembleModel(name, recipe, trained);
    const { history, epoch: best } = trained;
    // A run that went on after a stop counts all its parts.
    const minutes = reading / 60_000 + history.reduce((sum, { seconds = 0 }) => sum + seconds, 0) / 60;
    const { threads } = options;
    const written = await finishModel(
      { recipe, recipePath, corpus, model, history, best, minutes, cores: threads },
      (measured) => {
        const { manifest } = model;
        const made = { trainedOn: new Date(), minutes, threads };
        return writeCard({ manifest, recipe, recipePath, corpus, trained, ...measured, ...made });
      },
      destinationOf(recipe, modelsDir, options),
    );
    if (!options.keep) await checkpointIn(checkpoints).remove();
    for (const path of written) console.log(`${path} is written`);
  });
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

function describeEpoch({ epoch, loss, development, seconds = 0 }: EpochRecord): string {
  const figures = Object.entries(development).map(
    ([name, value]) => `${name} ${describeFigure(name, value)}`,
  );
  return `epoch ${epoch}: loss ${loss.toFixed(4)}, development ${figures.join(', ')} (${seconds.toFixed(0)} s)`;
}

/** What is not a share is no per cent. */
const describeFigure = (name: string, value: number): string =>
  name.startsWith('R') ? value.toFixed(4) : describeShare(value);

const count = (value: number): string => value.toLocaleString('en-US');
