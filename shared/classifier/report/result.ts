import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { fileProblem } from '../../errors/file-problem.ts';
import { TonewatchError } from '../../errors/tonewatch-error.ts';

const metricName = z.enum(['accuracy', 'macroRecall', 'macroF1', 'ece', 'logLoss', 'r2', 'rmse', 'mae']);
export type MetricName = z.infer<typeof metricName>;

/** A figure with its 95 % interval; shares between 0 and 1. */
const figureSchema = z.strictObject({
  value: z.number(),
  interval: z.tuple([z.number(), z.number()]).optional(),
});
export type Figure = z.infer<typeof figureSchema>;

const measurementSchema = z.strictObject({
  /** The file as the recipe names it, or `development part of …`. */
  data: z.string().min(1),
  examples: z.int().min(1),
  metrics: z.partialRecord(metricName, figureSchema),
  backend: z.enum(['compiled', 'tensorflow']).optional(),
  postsPerSecond: z.number().positive().optional(),
  cpuMicrosPerPost: z.number().positive().optional(),
});
export type Measurement = z.infer<typeof measurementSchema>;

/** recipes/results/<name>.json: what one training run by a recipe gave. */
export const resultSchema = z.strictObject({
  /** Path of the recipe in the repository, e.g. `recipes/posts-cnn.yaml`. */
  recipe: z.string().regex(/^recipes\/[a-z0-9-]+\.yaml$/u, 'expected recipes/NAME.yaml'),
  /** SHA-256 of the recipe file: says whether the recipe is still the one that was run. */
  recipeHash: z.string().regex(/^[0-9a-f]{64}$/u),
  /** Commit of the code that trained; null outside of a checkout. */
  commit: z
    .string()
    .regex(/^[0-9a-f]{7,40}$/u)
    .nullable(),
  date: z.iso.date(),
  seed: z.int().min(0),
  /** What it decides about what, e.g. `posts: negative, neutral, positive`. */
  task: z.string().min(1),
  /** In words, e.g. `CNN 1 2 3 4 × 100, embedding 100`. */
  architecture: z.string().min(1),
  /** Texts that were learned from. */
  examples: z.int().min(1),
  /** Epochs that were run. */
  epochs: z.int().min(1),
  /** Wall-clock minutes of the training, from reading the data to the written model. */
  minutes: z.number().positive(),
  /** Processor cores that it could use. */
  cores: z.int().min(1),
  parameters: z.int().min(1),
  /** Size of the model folder's weights and vocabulary. */
  bytes: z.int().min(1),
  /** The metric of docs/models.md. */
  metric: metricName,
  /** The first one is the row in docs/models.md. */
  measured: z.array(measurementSchema).min(1),
  /** Of the behavioural suite, by capability. */
  behaviour: z
    .array(
      z.strictObject({
        capability: z.string().min(1),
        kind: z.enum(['minimum', 'invariance', 'direction']),
        cases: z.int().min(1),
        passed: z.int().min(0),
      }),
    )
    .optional(),
});
export type Result = z.infer<typeof resultSchema>;

/** The path of a result by its recipe: `recipes/posts-cnn.yaml` gives `recipes/results/posts-cnn.json`. */
const resultPath = (recipe: string, folder: string): string =>
  join(folder, `${basename(recipe, '.yaml')}.json`);

export const hashRecipe = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');

/**
 * Writes the result of a recipe over an earlier one.
 * @returns the path of the file.
 * @throws ZodError when the result is not complete.
 */
export async function recordResult(result: Result, folder = 'recipes/results'): Promise<string> {
  const checked = resultSchema.parse(result);
  const path = resultPath(checked.recipe, folder);
  await mkdir(folder, { recursive: true });
  await writeFile(path, `${JSON.stringify(checked, rounded, 2)}\n`);
  return path;
}

/** Six digits are more than any of these figures is sure of, and make differences readable. */
const rounded = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value;

/**
 * All results of a folder by the names of their files; none where there is no folder.
 * @throws TonewatchError INPUT_FILE_UNREADABLE naming the file and what is wrong in it.
 */
export async function readResults(folder = 'recipes/results'): Promise<Result[]> {
  const files = await readdir(folder).catch(() => []);
  return Promise.all(
    files
      .filter((file) => file.endsWith('.json'))
      .sort()
      .map((file) => readResult(join(folder, file))),
  );
}

async function readResult(path: string): Promise<Result> {
  try {
    return resultSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    const problem = cause instanceof z.ZodError ? z.prettifyError(cause) : fileProblem(cause);
    throw new TonewatchError('INPUT_FILE_UNREADABLE', `${path}: ${problem.replace(/\s+/gu, ' ')}`, { cause });
  }
}
