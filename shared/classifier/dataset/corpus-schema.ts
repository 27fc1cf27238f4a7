import { z } from 'zod';
import { targetSchema, threeClasses } from './target.ts';

const weight = z.number().positive().max(100);

/** A file of labelled texts, relative to --data; see readLabelledTexts for what it may be. */
export const labelledFile = z.strictObject({
  file: z.string().min(1),
  text: z.string().optional(),
  label: z.string().optional(),
  classes: z.record(z.string(), z.enum(['negative', 'neutral', 'positive'])).optional(),
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

/** Texts that nobody labelled: another model's probabilities are learnt from instead. */
const taughtFile = z.strictObject({
  file: z.string().min(1),
  text: z.string().optional(),
  /** A model in the folder that the new one is written to. */
  teacher: z.string().min(1),
  weight: weight.default(1),
  about: z.string(),
  licence: z.string(),
});

/** Invented posts in which one small word turns the tone; see augmentation/hard-cases.ts. Three classes only. */
const hardCases = z.strictObject({ count: z.int().min(1).max(100_000), weight: weight.default(1) });

/** Column whose equal values stay on one side: `movie` holds out whole films. */
const by = z.string().min(1).optional();
const heldShare = z.strictObject({ file: z.string().min(1), share: z.number().min(0.01).max(0.5), by });
const heldCount = z.strictObject({
  file: z.string().min(1),
  /** Texts to hold out. */
  texts: z.int().min(1),
  /** Texts of that file to train on, at most; the others are left unused. */
  training: z.int().min(1),
  by,
});
const heldWhole = labelledFile.extend({ whole: z.literal(true) });

/** What is held out of training: a share or a number of texts of one training file, or another file as a whole. */
export const developmentSchema = z.union([heldShare, heldCount, heldWhole]);
export type Development = z.infer<typeof developmentSchema>;

/** What a recipe says about data, whatever is trained on them. */
export const corpusShape = {
  seed: z.int().min(0).max(0xffffffff),
  /** What is learnt; three classes unless said. */
  target: targetSchema.default({ type: 'classes', labels: [...threeClasses.labels] }),
  data: z.array(trainingFile).min(1),
  softLabels: softLabels.optional(),
  unlabelled: z.array(taughtFile).default([]),
  hardCases: hardCases.optional(),
  /** Texts that must not be trained on, nor any copy that differs by links, mentions, case or punctuation. */
  exclude: z.array(labelledFile).default([]),
  /** Chooses the epoch and fits the calibration. */
  development: developmentSchema,
  /** Measured once after training, for the card. */
  report: z.array(labelledFile).default([]),
};

/** That part of a recipe alone. */
export const corpusSchema = z.object(corpusShape);
export type CorpusRecipe = Omit<z.infer<typeof corpusSchema>, 'target' | 'report' | 'unlabelled'> & {
  readonly target?: z.infer<typeof targetSchema> | undefined;
  readonly unlabelled?: z.infer<typeof corpusSchema>['unlabelled'] | undefined;
};
