import { interval as middle95, type Interval } from '#shared/classifier/evaluation/bootstrap.ts';
import { createRandom } from '#shared/classifier/training/random.ts';

/** The exact 95 % interval of a Poisson mean when so many were counted (Garwood 1936). */
export function poissonInterval(count: number): Interval {
  const low = count === 0 ? 0 : solve((mean) => 1 - atMost(count - 1, mean) >= 0.025, count);
  const high = solve((mean) => atMost(count, mean) <= 0.025, count);
  return [low, high];
}

/** The mean from which on it holds, by halving. */
function solve(holds: (mean: number) => boolean, count: number): number {
  let [low, high] = [0, count + 12 * Math.sqrt(count + 1) + 12];
  for (let i = 0; i < 60; i += 1) {
    const mean = (low + high) / 2;
    if (holds(mean)) high = mean;
    else low = mean;
  }
  return high;
}

/** P(X ≤ count) of a Poisson count, from the largest term downwards, so that large means do not vanish. */
function atMost(count: number, mean: number): number {
  let logFactorial = 0;
  for (let i = 2; i <= count; i += 1) logFactorial += Math.log(i);
  let term = Math.exp(count * Math.log(mean) - mean - logFactorial);
  // So far away that the term vanishes: all of it is on one side.
  if (term === 0) return mean < count ? 1 : 0;
  let sum = 0;
  for (let i = count; i >= 0 && term > sum * 1e-16; i -= 1) {
    sum += term;
    term *= i / mean;
  }
  return sum;
}

/** The value that a share of the values does not exceed; Infinity counts as a value, NaN where there is none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

const RESAMPLES = 1_000;
const SEED = 1979;

/** 95 % percentile interval of a quantile, by 1,000 resamples. */
export function quantileInterval(values: readonly number[], share: number): Interval {
  const { next } = createRandom(SEED);
  const drawn = new Float64Array(RESAMPLES).map(() =>
    quantile(
      values.map(() => values[Math.floor(next() * values.length)]!),
      share,
    ),
  );
  return middle95(drawn);
}
