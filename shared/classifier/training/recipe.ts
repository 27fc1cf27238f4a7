import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { fileProblem } from '../../errors/file-problem.ts';
import { TonewatchError } from '../../errors/tonewatch-error.ts';
import { yamlProblem } from '../../errors/yaml-problem.ts';
import { manifestSchema } from '../model/manifest.ts';

const label = z.enum(['negative', 'neutral', 'positive']);
const weight = z.number().positive().max(100);

/** A file of labelled texts, relative to --data. */
const labelledFile = z.strictObject({
  file: z.string().min(1),
  text: z.string().optional(),
  label: z.string().optional(),
  classes: z.record(z.string(), label).optional(),
});

const trainingFile = labelledFile.extend({
  weight: weight.default(1),
  /** Learn how this set's labels lean, as a bias on the logits that is left off afterwards. */
  ownBias: z.boolean().default(false),
  /** For the card: what it is, and what is said about its licence. */
  about: z.string(),
  licence: z.string(),
});

const softLabels = z.strictObject({
  file: z.string().min(1),
  /** Share of the hard label in the loss where a text has both. */
  hardShare: z.number().min(0).max(1),
  /** Sources without hard labels that are trained on too. */
  alone: z.array(
    z.strictObject({ source: z.string(), weight: weight.default(1), about: z.string(), licence: z.string() }),
  ),
  about: z.string(),
});

/** Everything a training run depends on, but for the data itself. */
export const recipeSchema = z.strictObject({
  name: manifestSchema.shape.name,
  version: manifestSchema.shape.version,
  languages: manifestSchema.shape.languages,
  maxTokens: manifestSchema.shape.maxTokens,
  seed: z.int().min(0).max(0xffffffff),
  architecture: manifestSchema.shape.architecture,
  vocabulary: z.strictObject({ size: z.int().min(3).max(1_000_000), minimumCount: z.int().min(1) }),
  /** Pretrained vectors <name>.words and <name>.f32 under --embeddings, rescaled to that standard deviation. */
  vectors: z.strictObject({ name: z.string(), deviation: z.number().positive() }),
  data: z.array(trainingFile).min(1),
  softLabels: softLabels.optional(),
  /** Texts that must not be trained on, nor any copy that differs by links, mentions, case or punctuation. */
  exclude: z.array(labelledFile),
  /** Held out of one training file: chooses the epoch and fits the calibration. */
  development: z.strictObject({ file: z.string(), share: z.number().min(0.01).max(0.5) }),
  /** Measured once after training, for the card. */
  report: z.array(labelledFile),
  training: z.strictObject({
    epochs: z.int().min(1).max(1000),
    batch: z.int().min(1).max(65_536),
    learningRate: z.number().positive(),
    /** Times the learning rate, for the vectors of the tokens. */
    vectorRate: z.number().positive().default(1),
    weightDecay: z.number().min(0).default(0),
    dropout: z.number().min(0).max(0.95),
    vectorDropout: z.number().min(0).max(0.95),
  }),
  /** Scores are divided by the class shares to this power: 0 keeps the most accurate, 1 the best macro-recall. */
  priorCorrection: z.number().min(0).max(1),
  /** For the card. */
  purpose: z.string(),
  limits: z.string(),
});

export type Recipe = z.infer<typeof recipeSchema>;

/**
 * A recipe file (YAML).
 * @throws TonewatchError INPUT_FILE_UNREADABLE, CONFIG_INVALID with every problem.
 */
export async function readRecipe(path: string): Promise<Recipe> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new TonewatchError('INPUT_FILE_UNREADABLE', `${path}: ${fileProblem(cause)}`, { cause });
  }
  let document: unknown;
  try {
    document = parse(text);
  } catch (cause) {
    throw new TonewatchError('CONFIG_INVALID', `${path}: expected YAML (${yamlProblem(cause)})`, { cause });
  }
  const parsed = recipeSchema.safeParse(document);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    (issue) => `${issue.path.join('.') || 'recipe'}: ${issue.message}`,
  );
  throw new TonewatchError('CONFIG_INVALID', `${path}: ${problems.join('; ')}`);
}
