import { z } from 'zod';
import type { WeightShape } from '../architectures/encoder.ts';

const runs = z.int().min(1).max(5);

/** `architecture` of a model.json: which n-grams are features. */
export const bagOfWordsSchema = z.strictObject({
  type: z.literal('bag-of-words'),
  /** Runs of 1 to so many tokens. */
  words: runs,
  /** Runs of so many characters inside a token, its ends marked; left out: none. */
  characters: z
    .tuple([z.int().min(1).max(8), z.int().min(1).max(8)])
    .refine(([shortest, longest]) => shortest <= longest, 'expected the shortest, then the longest')
    .optional(),
  /** N-grams fall into so many rows by their hash; left out: those of the vocabulary have one each. */
  buckets: z
    .int()
    .min(2)
    .max(2 ** 24)
    .refine((size) => (size & (size - 1)) === 0, 'expected a power of two')
    .optional(),
});
export type BagOfWordsSpec = z.infer<typeof bagOfWordsSchema>;

/** Rows of the vocabulary that are no n-grams: `<pad>` and `<unk>`, which every vocabulary begins with. */
export const RESERVED = 2;

/** Weights by feature and output, and a bias. */
export function bagOfWordsShapes(
  { buckets }: BagOfWordsSpec,
  vocabularySize: number,
  outputs: number,
): WeightShape[] {
  return [
    { name: 'n-grams/kernel', shape: [buckets ?? vocabularySize - RESERVED, outputs] },
    { name: 'n-grams/bias', shape: [outputs] },
  ];
}

/** In a few words for people. */
export function describeBagOfWords({ words, characters, buckets }: BagOfWordsSpec): string {
  const parts = [`bag of 1 to ${words} words`];
  if (characters) parts.push(`of ${characters.join(' to ')} characters`);
  if (buckets !== undefined) parts.push(`hashed to ${buckets.toLocaleString('en-US')} rows`);
  return parts.join(', ');
}
