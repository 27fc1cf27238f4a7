import { z } from 'zod';
import { corpusShape } from '../dataset/corpus-schema.ts';
import { manifestSchema } from '../model/manifest.ts';
import { averageSchema } from './spec.ts';

/** An average of models that were trained before, calibrated on the development part that they have in common. */
export const averageRecipeSchema = z.strictObject({
  kind: z.literal('average'),
  name: manifestSchema.shape.name,
  version: manifestSchema.shape.version,
  languages: manifestSchema.shape.languages,
  /** Models in the folder that the average is written to; they are copied into it. */
  architecture: averageSchema,
  ...corpusShape,
  /** Scores are divided by the class shares to this power: 0 keeps the most accurate, 1 the best macro-recall. */
  priorCorrection: z.number().min(0).max(1).default(0),
  /** For the card. */
  purpose: z.string(),
  limits: z.string(),
});
export type AverageRecipe = z.infer<typeof averageRecipeSchema>;
