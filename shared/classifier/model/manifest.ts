import { z } from 'zod';
import { architectureSchema, encoderOf } from '../architectures/architecture.ts';
import type { WeightShape } from '../architectures/encoder.ts';
import { averageSchema } from '../average/spec.ts';
import { bagOfWordsSchema, bagOfWordsShapes } from '../bag-of-words/spec.ts';
import { subwordsSchema } from '../subwords/subwords.ts';
import { outputSchema, outputsOf } from './output.ts';

const weightSchema = z.strictObject({
  name: z.string(),
  shape: z.array(z.int().min(1)),
  dtype: z.enum(['float16', 'float32']),
  /** Bytes from the start of weights.bin, a multiple of 4; little-endian, row-major. */
  offset: z.int().min(0).multipleOf(4),
});
export type StoredWeight = z.infer<typeof weightSchema>;
export type Dtype = StoredWeight['dtype'];

/** What the model answered to some prepared posts when it was made: held against what it answers when it is opened. */
const checkSchema = z.array(z.strictObject({ tokens: z.string(), outputs: z.array(z.number()) }));
export type Check = z.infer<typeof checkSchema>;

/** How good it was found to be, in short: the card says more. */
const measuredSchema = z.strictObject({
  /** The file as its recipe names it. */
  data: z.string(),
  examples: z.int().min(1),
  /** Shares between 0 and 1 by name: `accuracy`, `macroRecall`, `macroF1`, `ece`, … */
  metrics: z.record(z.string(), z.number()),
});
export type Measured = z.infer<typeof measuredSchema>;

/** models/<name>/model.json. */
export const manifestSchema = z.strictObject({
  format: z.literal(1),
  name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/u, 'expected lower-case letters, digits and -'),
  version: z.int().min(1),
  /** ISO 639-1 of what it was trained on: posts in other languages stay unscored. */
  languages: z.array(z.string().min(2)).min(1),
  /** Version of the text preparation that its tokens must come from. */
  preprocessing: z.string().min(1),
  /** Tokens beyond so many are not read. */
  maxTokens: z.int().min(1).max(4096),
  architecture: z.union([architectureSchema, bagOfWordsSchema, averageSchema]),
  output: outputSchema,
  /** How tokens outside the vocabulary get a vector, see subwordVector; without it, all have that of `<unk>`. */
  subwords: subwordsSchema.optional(),
  measured: measuredSchema.optional(),
  check: checkSchema.optional(),
  weights: z.array(weightSchema),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** The name by which mentions call a model, e.g. `posts-cnn@1`. */
export const modelId = (manifest: Pick<Manifest, 'name' | 'version'>): string =>
  `${manifest.name}@${manifest.version}`;

/** Names and shapes of all weights that a model has, in the order in which they are stored. */
export function weightShapes(
  manifest: Pick<Manifest, 'architecture' | 'output' | 'maxTokens' | 'subwords'>,
  vocabularySize: number,
): WeightShape[] {
  const { architecture, output, maxTokens, subwords } = manifest;
  if (architecture.type === 'average') return [];
  if (architecture.type === 'bag-of-words') {
    return bagOfWordsShapes(architecture, vocabularySize, outputsOf(output));
  }
  const { features, weights } = encoderOf(architecture, maxTokens);
  return [
    { name: 'embedding', shape: [vocabularySize, architecture.embedding] },
    ...(subwords ? [{ name: 'subwords', shape: [subwords.buckets, architecture.embedding] }] : []),
    ...weights,
    { name: 'dense/kernel', shape: [features, outputsOf(output)] },
    { name: 'dense/bias', shape: [outputsOf(output)] },
  ];
}
