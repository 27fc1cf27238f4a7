import type { Statistics } from './bootstrap.ts';

/** How good a model is that rates texts on a scale; errors in the units of the ratings. */
export interface RatingMetrics {
  readonly examples: number;
  /** 1 − squared errors / squared deviations of the truth from its mean: 1 is perfect, 0 as good as the mean. */
  readonly r2: number;
  /** Root of the mean squared error. */
  readonly rmse: number;
  /** Mean absolute error. */
  readonly mae: number;
}

export const ratingStatisticNames = ['r2', 'rmse', 'mae'] as const;

/** What was said of the texts that people gave one rating. */
export interface RatingGroup {
  readonly rating: number;
  readonly examples: number;
  readonly mean: number;
  /** Four fifths of what was said lie between. */
  readonly between: readonly [low: number, high: number];
}

/** By the rating that people gave, lowest first. */
export function byRating(predicted: ArrayLike<number>, truth: ArrayLike<number>): RatingGroup[] {
  const said = new Map<number, number[]>();
  for (let i = 0; i < truth.length; i++) {
    const rating = truth[i] as number;
    const values = said.get(rating);
    if (values) values.push(predicted[i] as number);
    else said.set(rating, [predicted[i] as number]);
  }
  return [...said]
    .sort(([a], [b]) => a - b)
    .map(([rating, values]) => {
      const sorted = values.sort((a, b) => a - b);
      const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? NaN;
      const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
      return { rating, examples: sorted.length, mean, between: [at(0.1), at(0.9)] };
    });
}

/** @param truth rating that people gave, by example. */
export function measureRatings(predicted: ArrayLike<number>, truth: ArrayLike<number>): RatingMetrics {
  const statistics = ratingStatistics(predicted, truth);
  const values = new Float64Array(statistics.count);
  for (let i = 0; i < statistics.examples; i++) statistics.add(i);
  statistics.read(values);
  const [r2 = 0, rmse = 0, mae = 0] = values;
  return { examples: truth.length, r2, rmse, mae };
}

/** The metrics of a model that rates, as statistics to resample. */
export function ratingStatistics(predicted: ArrayLike<number>, truth: ArrayLike<number>): Statistics {
  const examples = truth.length;
  let sum = 0;
  let squares = 0;
  let squaredErrors = 0;
  let absoluteErrors = 0;
  return {
    examples,
    count: ratingStatisticNames.length,
    reset() {
      sum = squares = squaredErrors = absoluteErrors = 0;
    },
    add(example) {
      const actual = truth[example] as number;
      const error = (predicted[example] as number) - actual;
      sum += actual;
      squares += actual * actual;
      squaredErrors += error * error;
      absoluteErrors += Math.abs(error);
    },
    read(into) {
      const deviations = squares - (sum * sum) / examples;
      into[0] = deviations > 0 ? 1 - squaredErrors / deviations : 0;
      into[1] = Math.sqrt(squaredErrors / examples);
      into[2] = absoluteErrors / examples;
    },
  };
}
