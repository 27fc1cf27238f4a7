import { z } from 'zod';
import { labels } from '../../avro/mention.ts';

/** What a text CNN is made of; see Backend for what it computes. */
const cnnSchema = z.strictObject({
  type: z.literal('cnn'),
  /** Numbers in the vector of a token. */
  embedding: z.int().min(1).max(4096),
  /** Tokens that a filter looks at, ascending, each once. */
  widths: z
    .array(z.int().min(1).max(16))
    .min(1)
    .refine((widths) => widths.every((width, i) => i === 0 || width > (widths[i - 1] ?? 0)), 'must ascend'),
  /** Filters of each width. */
  filters: z.int().min(1).max(4096),
});
export type CnnArchitecture = z.infer<typeof cnnSchema>;

const weightSchema = z.strictObject({
  name: z.string(),
  shape: z.array(z.int().min(1)),
  dtype: z.enum(['float16', 'float32']),
  /** Bytes from the start of weights.bin, a multiple of 4; little-endian, row-major. */
  offset: z.int().min(0).multipleOf(4),
});
export type StoredWeight = z.infer<typeof weightSchema>;
export type Dtype = StoredWeight['dtype'];

/** models/<name>/model.json. */
export const manifestSchema = z.strictObject({
  format: z.literal(1),
  name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/u, 'expected lower-case letters, digits and -'),
  version: z.int().min(1),
  /** Names of the three outputs, in the order of the logits. */
  labels: z.tuple([z.literal('negative'), z.literal('neutral'), z.literal('positive')]),
  /** ISO 639-1 of what it was trained on: posts in other languages stay unscored. */
  languages: z.array(z.string().min(2)).min(1),
  /** Version of the text preparation that its tokens must come from. */
  preprocessing: z.string().min(1),
  /** Tokens beyond so many are not read. */
  maxTokens: z.int().min(1).max(4096),
  architecture: cnnSchema,
  /** probabilities = softmax(logits / temperature + bias). */
  calibration: z.strictObject({
    temperature: z.number().positive(),
    bias: z.tuple([z.number(), z.number(), z.number()]),
  }),
  weights: z.array(weightSchema),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** The name by which mentions call a model, e.g. `posts-cnn@1`. */
export const modelId = (manifest: Pick<Manifest, 'name' | 'version'>): string =>
  `${manifest.name}@${manifest.version}`;

/** Names and shapes of all weights that the architecture has, in the order in which they are stored. */
export function weightShapes(
  architecture: CnnArchitecture,
  vocabularySize: number,
): { name: string; shape: readonly number[] }[] {
  const { embedding, widths, filters } = architecture;
  return [
    { name: 'embedding', shape: [vocabularySize, embedding] },
    ...widths.flatMap((width) => [
      { name: `conv${width}/kernel`, shape: [width, embedding, filters] },
      { name: `conv${width}/bias`, shape: [filters] },
    ]),
    { name: 'dense/kernel', shape: [widths.length * filters, labels.length] },
    { name: 'dense/bias', shape: [labels.length] },
  ];
}
