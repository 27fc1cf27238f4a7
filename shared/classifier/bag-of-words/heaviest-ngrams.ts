import { weightValues } from '../model/model.ts';
import { outputsOf } from '../model/output.ts';
import type { BagOfWordsModel } from './backend.ts';
import { RESERVED } from './spec.ts';

export interface HeavyNgram {
  /** As it is stored: `not␣good`, `~~␣goo`. */
  readonly ngram: string;
  /** What it adds to the centred logit of the class in a text that has no other n-gram. */
  readonly weight: number;
}

/**
 * The n-grams that speak most for each class, heaviest first: by the part of their weights that is above the mean of the
 * classes, since what all classes share decides nothing. A hashed model has no names for its rows: it answers with none.
 */
export function heaviestNgrams(model: BagOfWordsModel, count: number): HeavyNgram[][] {
  const { architecture, output } = model.manifest;
  const classes = outputsOf(output);
  const kernel = weightValues(model, 'n-grams/kernel');
  return Array.from({ length: classes }, (_, c) => {
    if (architecture.buckets !== undefined) return [];
    const ngrams = model.vocabulary.slice(RESERVED).map((ngram, row) => {
      const weights = kernel.subarray(row * classes, (row + 1) * classes);
      const mean = weights.reduce((sum, weight) => sum + weight, 0) / classes;
      return { ngram, weight: (weights[c] as number) - mean };
    });
    return ngrams.sort((a, b) => b.weight - a.weight).slice(0, count);
  });
}
