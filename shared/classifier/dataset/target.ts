import { z } from 'zod';
import type { Label } from '../../avro/mention.ts';

/** What a classifier is to say of a text: one of two or three classes, or a rating. */
export type Target =
  | { readonly type: 'classes'; readonly labels: readonly Label[] }
  | { readonly type: 'rating'; readonly lowest: number; readonly highest: number };

export const threeClasses = {
  type: 'classes',
  labels: ['negative', 'neutral', 'positive'],
} as const satisfies Target;

export const twoClasses = { type: 'classes', labels: ['negative', 'positive'] } as const satisfies Target;

const classesSchema = z.strictObject({
  type: z.literal('classes'),
  labels: z.union([
    z.tuple([z.literal('negative'), z.literal('neutral'), z.literal('positive')]),
    z.tuple([z.literal('negative'), z.literal('positive')]),
  ]),
});

const ratingSchema = z
  .strictObject({ type: z.literal('rating'), lowest: z.number(), highest: z.number() })
  .refine(({ lowest, highest }) => lowest < highest, { path: ['highest'], message: 'must be above lowest' });

/** `target` of a recipe. */
export const targetSchema = z.union([classesSchema, ratingSchema]);
