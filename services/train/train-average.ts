import { isAverage, openAverage } from '#shared/classifier/average/backend.ts';
import { writeAverageCard } from '#shared/classifier/average/card.ts';
import type { AverageRecipe } from '#shared/classifier/average/recipe.ts';
import { readCorpus } from '#shared/classifier/dataset/corpus.ts';
import type { Model } from '#shared/classifier/model/model.ts';
import { outputSchema } from '#shared/classifier/model/output.ts';
import { loadModel } from '#shared/classifier/model/store.ts';
import { calibrateAt } from '#shared/classifier/training/calibrate.ts';
import { classShares } from '#shared/classifier/training/class-shares.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { prepareText } from '#shared/text/preprocessing.ts';
import { destinationOf, finishModel } from './finish-model.ts';
import { openServingBackend } from './measure-trained.ts';
import { locateModel } from './model-folder.ts';
import { newManifest } from './new-manifest.ts';
import { createProgressLine } from './progress-line.ts';
import { checkRecordable } from './record-run.ts';
import type { TrainCommand } from './train-command.ts';

/**
 * Copies the members into one model folder, calibrates their average on the development part, measures what was written,
 * and completes its card.
 * @throws TonewatchError CONFIG_INVALID, INPUT_FILE_UNREADABLE; MODEL_NOT_FOUND for a member; MODEL_INVALID when the
 * members do not tell the same classes apart.
 */
export async function trainAverage(
  recipe: AverageRecipe,
  recipePath: string,
  options: TrainCommand,
): Promise<void> {
  const { target, architecture } = recipe;
  if (target.type === 'rating') {
    throw new TonewatchError('CONFIG_INVALID', 'target: an average is of classes, not of ratings');
  }
  const [name, modelsDir] = locateModel(options.out ?? recipe.name);
  if (options.record) checkRecordable(recipePath);
  const start = performance.now();
  const line = createProgressLine(process.stderr);
  const members: Model[] = [];
  for (const member of architecture.members) members.push(await loadModel(member.name, modelsDir));
  const corpus = await readCorpus(recipe, options.data);
  const { development } = corpus;
  line.keep(`${members.length} members, ${development.length} examples held out`);

  const untouched = { temperature: 1, bias: target.labels.map(() => 0) };
  const assemble = (calibration: typeof untouched): Model => ({
    manifest: newManifest(name, recipe, {
      maxTokens: Math.max(...members.map(({ manifest }) => manifest.maxTokens)),
      architecture,
      output: outputSchema.parse({ type: 'classes', labels: target.labels, calibration }),
    }),
    // Of words: it tells whether a text has any that is known.
    vocabulary: (members.find(({ weights }) => weights.has('embedding')) ?? members[0])?.vocabulary ?? [],
    weights: new Map(),
    members,
    card: `# ${name}\n`,
  });

  const plain = assemble(untouched);
  if (!isAverage(plain)) throw new Error('an average was made');
  const backend = await openAverage(plain, openServingBackend);
  const scores = await backend.score(development.map(({ text }) => prepareText(text)));
  backend.close();
  const classes = target.labels.length;
  const truth = development.map(({ label }) => label);
  const logits = scores.map((share) => Math.log(share));
  const shares = classShares(development, classes);
  const model = assemble(calibrateAt(recipe.priorCorrection, logits, truth, shares));
  const minutes = (performance.now() - start) / 60_000;
  const written = await finishModel(
    { recipe, recipePath, corpus, model, history: [], best: 0, minutes, cores: 1 },
    (measured) => {
      const { manifest } = model;
      return writeAverageCard({ manifest, recipe, recipePath, ...measured, trainedOn: new Date() });
    },
    destinationOf(recipe, modelsDir, options),
  );
  for (const path of written) console.log(`${path} is written`);
}
