import { createRandom } from '../training/random.ts';

/** [lowest, highest] that 95 of 100 resamples lie between. */
export type Interval = readonly [low: number, high: number];

/** Sums over a sample, and the statistics that follow from them. */
export interface Statistics {
  readonly examples: number;
  readonly count: number;
  reset(): void;
  /** Takes one example in; the same one may come several times. */
  add(example: number): void;
  /** Writes `count` statistics of what was added. */
  read(into: Float64Array): void;
}

/** Statistics of each resample: [statistic][resample], in the order in which they were drawn. */
export type Resamples = readonly Float64Array[];

const RESAMPLES = 1000;
const SEED = 1993;

/**
 * Statistics of 1,000 samples drawn from the sample with replacement. The draws depend on the number of examples only,
 * so those of two models on the same texts belong together pair by pair (Efron and Tibshirani 1993, "An introduction to
 * the bootstrap").
 */
export function bootstrap(statistics: Statistics, resamples = RESAMPLES): Resamples {
  const { examples, count } = statistics;
  const { next } = createRandom(SEED);
  const drawn = Array.from({ length: count }, () => new Float64Array(resamples));
  const values = new Float64Array(count);
  for (let resample = 0; resample < resamples; resample++) {
    statistics.reset();
    for (let i = 0; i < examples; i++) statistics.add(Math.floor(next() * examples));
    statistics.read(values);
    for (let s = 0; s < count; s++) (drawn[s] as Float64Array)[resample] = values[s] as number;
  }
  return drawn;
}

/**
 * The percentile interval of one statistic (Efron and Tibshirani 1993, chapter 13), over the samples that have it: the
 * others hold NaN.
 */
export function interval(drawn: Float64Array): Interval {
  const sorted = drawn.filter((value) => !Number.isNaN(value)).sort();
  return [percentile(sorted, 0.025), percentile(sorted, 0.975)];
}

/**
 * The same for a statistic that is never negative and that noise makes larger, as the calibration error: its resamples
 * lie higher than itself, by their mean less its value (the bootstrap's estimate of bias, ibid. chapter 10), and are
 * moved back by that.
 */
export function unbiasedInterval(drawn: Float64Array, value: number): Interval {
  const bias = drawn.reduce((sum, each) => sum + each, 0) / drawn.length - value;
  const [low, high] = interval(drawn);
  return [Math.max(0, low - bias), Math.max(0, high - bias)];
}

/** Between neighbours in proportion. */
function percentile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? NaN;
  const above = sorted[Math.ceil(at)] ?? NaN;
  return below + (above - below) * (at - Math.floor(at));
}
