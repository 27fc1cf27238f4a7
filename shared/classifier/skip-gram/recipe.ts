import { z } from 'zod';

/** Everything that the training of word vectors depends on, but for the texts themselves. */
export const skipGramRecipeSchema = z.strictObject({
  kind: z.literal('skip-gram'),
  /** The result is <name>.words and <name>.f32. */
  name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/u, 'lower-case letters, digits, -'),
  seed: z.int().min(0).max(0xffffffff),
  /** Files of texts, relative to --data, and the column or field that they are in (see readTexts). */
  corpus: z.array(z.strictObject({ file: z.string().min(1), text: z.string().optional() })).min(1),
  dimensions: z.int().min(4).max(1000),
  /** Tokens on each side that a token is to predict; how many is drawn from 1 to this. */
  window: z.int().min(1).max(50).default(5),
  /** Noise tokens that each true one is told from. */
  negatives: z.int().min(1).max(50).default(5),
  epochs: z.int().min(1).max(1000),
  /** Tokens that occur less often are left out. */
  minimumCount: z.int().min(1),
  /** Share of all tokens above which a token is left out at times. */
  subsample: z.number().positive().max(1).default(1e-4),
  learningRate: z.number().positive().max(1).default(0.025),
});

export type SkipGramRecipe = z.infer<typeof skipGramRecipeSchema>;

export type Hyperparameters = Pick<
  SkipGramRecipe,
  'dimensions' | 'window' | 'negatives' | 'epochs' | 'subsample' | 'learningRate'
>;
