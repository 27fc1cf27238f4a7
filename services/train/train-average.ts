import { join } from 'node:path';
import { isAverage, openAverage } from '#shared/classifier/average/backend.ts';
import { writeAverageCard } from '#shared/classifier/average/card.ts';
import type { AverageRecipe } from '#shared/classifier/average/recipe.ts';
import { readCorpus } from '#shared/classifier/dataset/corpus.ts';
import { measure } from '#shared/classifier/evaluation/metrics.ts';
import type { Model } from '#shared/classifier/model/model.ts';
import { outputSchema } from '#shared/classifier/model/output.ts';
import { loadModel, saveModel } from '#shared/classifier/model/store.ts';
import { saveChecked } from '#shared/classifier/self-check.ts';
import { calibrateAt } from '#shared/classifier/training/calibrate.ts';
import { classShares } from '#shared/classifier/training/class-shares.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { PREPROCESSING, prepareText } from '#shared/text/preprocessing.ts';
import { measureTrained, openServingBackend } from './measure-trained.ts';
import { locateModel } from './model-folder.ts';
import { createProgressLine, describeShare } from './progress-line.ts';
import type { TrainCommand } from './train.ts';

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
  const line = createProgressLine(process.stderr);
  const members: Model[] = [];
  for (const member of architecture.members) members.push(await loadModel(member.name, modelsDir));
  const { development } = await readCorpus(recipe, options.data);
  line.keep(`${members.length} members, ${development.length} examples held out`);

  const untouched = { temperature: 1, bias: target.labels.map(() => 0) };
  const assemble = (calibration: typeof untouched, card: string): Model => ({
    manifest: {
      format: 1,
      name,
      version: recipe.version,
      languages: recipe.languages,
      preprocessing: PREPROCESSING,
      maxTokens: Math.max(...members.map(({ manifest }) => manifest.maxTokens)),
      architecture,
      output: outputSchema.parse({ type: 'classes', labels: target.labels, calibration }),
    },
    // Of words: it tells whether a text has any that is known.
    vocabulary: (members.find(({ weights }) => weights.has('embedding')) ?? members[0])?.vocabulary ?? [],
    weights: new Map(),
    members,
    card,
  });

  const plain = assemble(untouched, '');
  if (!isAverage(plain)) throw new Error('an average was made');
  const backend = await openAverage(plain, openServingBackend);
  const scores = await backend.score(development.map(({ text }) => prepareText(text)));
  backend.close();
  const classes = target.labels.length;
  const truth = development.map(({ label }) => label);
  const logits = scores.map((share) => Math.log(share));
  const shares = classShares(development, classes);
  const model = assemble(calibrateAt(recipe.priorCorrection, logits, truth, shares), `# ${name}\n`);
  await saveModel(model, modelsDir);

  const stored = await loadModel(name, modelsDir);
  const served = await openServingBackend(stored);
  const held = measure(await served.score(development.map(({ text }) => prepareText(text))), truth, classes);
  served.close();
  line.keep(
    `development accuracy ${describeShare(held.accuracy)}, macro-recall ${describeShare(held.macroRecall)}, ECE ${describeShare(held.ece)}`,
  );
  const measured = await measureTrained(recipe, options.data, stored);
  const about = { manifest: model.manifest, recipe, recipePath, development: held, ...measured };
  await saveChecked(
    { ...model, card: writeAverageCard({ ...about, trainedOn: new Date() }) },
    modelsDir,
    openServingBackend,
  );
  console.log(`${join(modelsDir, name)} is written`);
}
