import { z } from 'zod';
import { corpusShape } from '../dataset/corpus-schema.ts';
import { manifestSchema } from '../model/manifest.ts';
import { bagOfWordsSchema } from './spec.ts';

/** Everything that the training of a bag of words depends on, but for the data themselves. */
export const bagOfWordsRecipeSchema = z.strictObject({
  kind: z.literal('bag-of-words'),
  name: manifestSchema.shape.name,
  version: manifestSchema.shape.version,
  languages: manifestSchema.shape.languages,
  maxTokens: manifestSchema.shape.maxTokens.default(4096),
  architecture: bagOfWordsSchema,
  /** N-grams that become features, unless they are hashed: at most so many, each in at least so many texts. */
  vocabulary: z
    .strictObject({ size: z.int().min(1).max(4_000_000), minimumTexts: z.int().min(1).max(255) })
    .default({ size: 1_000_000, minimumTexts: 3 }),
  ...corpusShape,
  training: z.strictObject({
    /** Weigh n-grams by their log-count ratio between the classes, counts smoothed by so much; left out: all alike. */
    naiveBayes: z.number().positive().optional(),
    /** How much errors cost against large weights; higher fits the training texts more closely. */
    cost: z.number().positive(),
    /** Weight of a class in the loss: 1 / its share to this power. 0: as it comes, 1: all classes count the same. */
    balance: z.number().min(0).max(1).default(0),
  }),
  /** Scores are divided by the class shares to this power: 0 keeps the most accurate, 1 the best macro-recall. */
  priorCorrection: z.number().min(0).max(1).default(0),
  /** For the card. */
  purpose: z.string(),
  limits: z.string(),
});
export type BagOfWordsRecipe = z.infer<typeof bagOfWordsRecipeSchema>;
