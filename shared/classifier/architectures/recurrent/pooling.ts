import { z } from 'zod';

/** Ways from the states of a text to one vector of features. */
export const poolings = ['last', 'mean', 'max', 'attention'] as const;
export type Pooling = (typeof poolings)[number];

/** Their features lie side by side in this order. */
export const poolingSchema = z
  .array(z.enum(poolings))
  .min(1)
  .refine((all) => new Set(all).size === all.length, 'each only once');

/** For people: `attention and max`. */
export const describePooling = (all: readonly Pooling[]): string => all.join(' and ');
