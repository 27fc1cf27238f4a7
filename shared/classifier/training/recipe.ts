import { z } from 'zod';
import { architectureSchema } from '../architectures/architecture.ts';
import { corpusShape } from '../dataset/corpus-schema.ts';
import { manifestSchema } from '../model/manifest.ts';
import { subwordsSchema } from '../subwords/subwords.ts';

/** What the rows of the embedding start from, and whether they learn. */
const vectors = z.strictObject({
  /** `random`, or pretrained vectors: <from>.words and <from>.f32 under --embeddings. */
  from: z.string().min(1),
  /** Standard deviation of the noise, or what pretrained vectors are rescaled to. */
  deviation: z.number().positive(),
  /** Leave them as they are. */
  frozen: z.boolean().default(false),
});

const training = z
  .strictObject({
    /** At most so many. */
    epochs: z.int().min(1).max(1000),
    /** Stop when so many epochs in a row have not been better than the best before them. */
    patience: z.int().min(1).optional(),
    batch: z.int().min(1).max(65_536),
    optimiser: z.enum(['adamw', 'adam', 'rmsprop']).default('adamw'),
    learningRate: z.number().positive(),
    /** linear: falls to 0 at the end of the last epoch. */
    schedule: z.enum(['linear', 'constant']).default('linear'),
    /** Times the learning rate, for the vectors of the tokens. */
    vectorRate: z.number().positive().default(1),
    weightDecay: z.number().min(0).default(0),
    /** Share of the features that the dense layer does not see. */
    dropout: z.number().min(0).max(0.95).default(0),
    /** Share of the dimensions of the vectors that a text does without. */
    vectorDropout: z.number().min(0).max(0.95).default(0),
    /** Weight of a class in the loss: 1 / its share to this power. 0: as it comes, 1: all classes count the same. */
    balance: z.number().min(0).max(1).default(0),
  })
  .refine(({ optimiser, weightDecay }) => optimiser === 'adamw' || weightDecay === 0, {
    path: ['weightDecay'],
    message: 'only adamw has it',
  });

/** Everything that the training of a classifier depends on, but for the data themselves. */
export const recipeSchema = z.strictObject({
  kind: z.literal('classifier').default('classifier'),
  name: manifestSchema.shape.name,
  version: manifestSchema.shape.version,
  languages: manifestSchema.shape.languages,
  maxTokens: manifestSchema.shape.maxTokens,
  architecture: architectureSchema,
  vocabulary: z.strictObject({ size: z.int().min(3).max(1_000_000), minimumCount: z.int().min(1) }),
  vectors,
  /**
   * A sentiment lexicon, <lexicon>.words and <lexicon>.f32 under --embeddings, for LEXICON_NUMBERS of the numbers of each
   * vector.
   */
  lexicon: z.string().min(1).optional(),
  /** Vectors for character n-grams too, of which tokens outside the vocabulary are made. */
  subwords: subwordsSchema.optional(),
  /** false: n-grams help learning only. The model is smaller and faster; tokens outside are `<unk>`, their mean. */
  serveSubwords: z.boolean().default(true),
  ...corpusShape,
  training,
  /** Scores are divided by the class shares to this power: 0 keeps the most accurate, 1 the best macro-recall. */
  priorCorrection: z.number().min(0).max(1).default(0),
  /** For the card. */
  purpose: z.string(),
  limits: z.string(),
});

export type Recipe = z.infer<typeof recipeSchema>;
