import { join } from 'node:path';
import { loadModel, saveModel } from '#shared/classifier/model/store.ts';
import { measuredOf } from '#shared/classifier/report/measurement.ts';
import { saveChecked } from '#shared/classifier/self-check.ts';
import { hashOfRecipe } from '#shared/classifier/training/fingerprint.ts';
import type { FinishedRun, FullyMeasured } from './finished-run.ts';
import { measureDevelopment, measureTrained, openServingBackend } from './measure-trained.ts';
import type { TrainCommand } from './train-command.ts';
import { recordRun } from './record-run.ts';
import { reportRun } from './report-run.ts';

export interface Destination {
  readonly modelsDir: string;
  readonly dataDir: string;
  /** For report.html. */
  readonly runFolder: string;
  /** Whether to keep the figures in recipes/results. */
  readonly record: boolean;
}

/** Each recipe has a folder of its own for what is not part of the model. */
export const runFolderOf = (recipe: { readonly name: string }): string =>
  join('.tonewatch', 'training', `${recipe.name}-${hashOfRecipe(recipe).slice(0, 12)}`);

export const destinationOf = (
  recipe: { readonly name: string },
  modelsDir: string,
  { data, logs, record }: TrainCommand,
): Destination => ({ modelsDir, dataDir: data, runFolder: logs ?? runFolderOf(recipe), record });

/**
 * Writes a trained model, measures what was written, then writes its card, the page about the run, and if told so the
 * record of its figures.
 * @returns the paths of everything that was written.
 */
export async function finishModel(
  run: FinishedRun,
  writeCard: (measured: FullyMeasured) => string,
  { modelsDir, dataDir, runFolder, record }: Destination,
): Promise<string[]> {
  const { name } = run.model.manifest;
  await saveModel(run.model, modelsDir);
  const stored = await loadModel(name, modelsDir);
  const development = await measureDevelopment(run.recipe, run.corpus.development, stored);
  const measured = { development, ...(await measureTrained(run.recipe, dataDir, stored)) };
  // Like docs/models.md: what the recipe reports first, or the development part where it reports nothing.
  const headline = measuredOf(measured.evaluations[0] ?? development);
  const manifest = { ...run.model.manifest, measured: headline };
  await saveChecked({ ...run.model, manifest, card: writeCard(measured) }, modelsDir, openServingBackend);
  return [
    join(modelsDir, name),
    await reportRun(run, measured, runFolder),
    ...(record ? [await recordRun(run, measured, join(modelsDir, name))] : []),
  ];
}
