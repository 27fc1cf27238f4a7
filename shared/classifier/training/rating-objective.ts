import type { Corpus } from '../dataset/corpus.ts';
import { measureRatings } from '../evaluation/rating-metrics.ts';
import { activate, type Output } from '../model/output.ts';
import type { Tensorflow } from '../tensorflow/load.ts';
import type { Objective } from './objective.ts';

/**
 * Ratings: squared error between the sigmoid of the logit and where the rating lies between the lowest and the highest,
 * times the weight of the source.
 */
export function createRatingObjective(
  tensorflow: Tensorflow,
  { sources }: Pick<Corpus, 'sources'>,
  { lowest, highest }: { lowest: number; highest: number },
): Objective {
  const output: Output = { type: 'rating', lowest, highest };
  return {
    outputs: 1,
    learners: [],
    loss(logits, texts) {
      const shares = texts.map(({ label }) => (label - lowest) / (highest - lowest));
      const weights = texts.map(({ source }) => (sources[source]?.weight ?? 1) / texts.length);
      return logits
        .sigmoid()
        .sub(tensorflow.tensor2d(shares, [texts.length, 1]))
        .square()
        .mul(tensorflow.tensor2d(weights, [texts.length, 1]))
        .sum()
        .asScalar();
    },
    judge(logits, texts) {
      const ratings = new Float32Array(texts.length);
      for (let i = 0; i < texts.length; i++) activate(output, logits.subarray(i, i + 1), ratings, i);
      const metrics = measureRatings(
        ratings,
        texts.map(({ label }) => label),
      );
      return {
        output,
        figures: [
          { name: 'R²', value: metrics.r2 },
          { name: 'RMSE', value: metrics.rmse },
        ],
      };
    },
    dispose: () => undefined,
  };
}
