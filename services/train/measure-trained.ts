import { join } from 'node:path';
import type { Backend } from '#shared/classifier/backend.ts';
import { type CapabilityResult, runBehaviour } from '#shared/classifier/behaviour/run-behaviour.ts';
import { readLabelledTexts } from '#shared/classifier/dataset/labelled-texts.ts';
import type { LabelledText } from '#shared/classifier/dataset/labelled-text.ts';
import { evaluateModel } from '#shared/classifier/evaluation/evaluate-model.ts';
import type { Evaluation } from '#shared/classifier/evaluation/evaluation.ts';
import { modelId } from '#shared/classifier/model/manifest.ts';
import type { Model } from '#shared/classifier/model/model.ts';
import { openBackend } from '#shared/classifier/open-backend.ts';
import type { Recipe } from '#shared/classifier/training/recipe.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';

export interface MeasuredModel {
  /** Of the files under `report`, in their order. */
  readonly evaluations: readonly Evaluation[];
  readonly behaviour: readonly CapabilityResult[];
}

/** Measures a stored model on the texts that were held out of its training. */
export async function measureDevelopment(
  { development, target }: Pick<Recipe, 'development' | 'target'>,
  examples: readonly LabelledText[],
  model: Model,
): Promise<Evaluation> {
  const { output } = model.manifest;
  const backend = await openServingBackend(model);
  const data = `development part of ${development.file}`;
  const subject = { model: modelId(model.manifest), backend, output, data, target, examples };
  const { evaluation } = await evaluateModel(subject);
  backend.close();
  return evaluation;
}

/** Measures a stored model on what its recipe names, with the backend that it would be served by. */
export async function measureTrained(
  recipe: Pick<Recipe, 'target' | 'report'>,
  dataDir: string,
  model: Model,
): Promise<MeasuredModel> {
  const { output } = model.manifest;
  const { target } = recipe;
  const backend = await openServingBackend(model);
  const evaluations: Evaluation[] = [];
  for (const { file, ...columns } of recipe.report) {
    const { rows: examples } = await readLabelledTexts(join(dataDir, file), columns, target);
    const subject = { model: modelId(model.manifest), backend, output, data: file, target, examples };
    evaluations.push((await evaluateModel(subject)).evaluation);
  }
  const behaviour = await runBehaviour(backend, output);
  backend.close();
  return { evaluations, behaviour };
}

/** The compiled backend, or the other one for architectures that it cannot compute. */
export async function openServingBackend(model: Model): Promise<Backend> {
  try {
    return await openBackend(model, 'compiled');
  } catch (error) {
    if (!(error instanceof TonewatchError) || error.code !== 'BACKEND_UNSUPPORTED') throw error;
    return openBackend(model, 'tensorflow');
  }
}
