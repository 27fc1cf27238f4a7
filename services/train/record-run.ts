import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describeArchitecture } from '#shared/classifier/architectures/architecture.ts';
import type { Target } from '#shared/classifier/dataset/target.ts';
import { measurementOf } from '#shared/classifier/report/measurement.ts';
import { hashRecipe, type MetricName, recordResult } from '#shared/classifier/report/result.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import type { FinishedRun, FullyMeasured } from './finished-run.ts';
import { modelBytes } from './model-bytes.ts';
import { parametersOf } from './parameters.ts';

/** Recipes whose figures can be kept lie here. */
const RECIPES = resolve('recipes');

/**
 * @throws TonewatchError CONFIG_INVALID when the figures of this recipe cannot be kept: worth knowing before the training.
 */
export function checkRecordable(recipePath: string): void {
  if (dirname(resolve(recipePath)) === RECIPES) return;
  throw new TonewatchError('CONFIG_INVALID', `--record: ${recipePath} is not in the folder recipes`);
}

/** Keeps the figures of a run in recipes/results, and returns the path. */
export async function recordRun(
  run: FinishedRun,
  { development, evaluations, behaviour }: FullyMeasured,
  modelFolder: string,
): Promise<string> {
  const { recipe, recipePath, corpus, model, history } = run;
  const measured = [...evaluations, development].filter(({ type }) => type === recipe.target.type);
  return recordResult({
    recipe: `recipes/${basename(recipePath)}`,
    recipeHash: hashRecipe(await readFile(recipePath)),
    commit: await commitOf(),
    date: new Date().toISOString().slice(0, 10),
    seed: recipe.seed,
    task: taskOf(recipe.development.file, recipe.target),
    architecture: describeArchitecture(model.manifest.architecture),
    examples: corpus.training.length,
    epochs: Math.max(1, history.length),
    minutes: run.minutes,
    cores: run.cores,
    parameters: parametersOf(model),
    bytes: await modelBytes(modelFolder),
    metric: metricOf(recipe.target),
    measured: measured.map(measurementOf),
    behaviour: behaviour.map(({ capability, kind, cases, passed }) => ({ capability, kind, cases, passed })),
  });
}

/** `imdb: negative, positive`: the set by its folder, and what is said about it. */
function taskOf(file: string, target: Target): string {
  const set = file.includes('/') ? dirname(file) : file.replace(/\..*$/u, '');
  const what =
    target.type === 'rating'
      ? `ratings from ${target.lowest} to ${target.highest}`
      : target.labels.join(', ');
  return `${set}: ${what}`;
}

function metricOf(target: Target): MetricName {
  if (target.type === 'rating') return 'r2';
  return target.labels.length === 2 ? 'accuracy' : 'macroRecall';
}

/** Of the checkout that trains; null outside of one. */
async function commitOf(): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)('git', ['rev-parse', 'HEAD'], { cwd: import.meta.dirname });
    return stdout.trim();
  } catch {
    return null;
  }
}
