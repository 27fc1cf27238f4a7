import { HOURS_OF_WEEK } from './baseline.ts';

/** Sums by hour of the week, `[168]`. */
export interface WeekSums {
  /** What was counted. */
  readonly observed: Float64Array;
  /** What it is measured in: hours, or mentions where shares are counted. */
  readonly exposure: Float64Array;
  /** Hours that were seen. */
  readonly hours: Float64Array;
}

export interface Season {
  /** Expected count per unit of exposure, `[168]`. */
  readonly level: Float64Array;
  /** Relative variance of what is not known of it, on average. */
  readonly uncertainty: number;
}

/** How far the hours of the day, the days of the week, and single hours of the week stray: variances of their factors. */
export interface SeasonSpread {
  readonly hour: number;
  readonly day: number;
  readonly hourOfWeek: number;
  /** Variance of one hour's factor from one week to the next, beyond chance. */
  readonly noise: number;
}

/** The group of each hour of the week; a table, for a baseline asks some thousand times. */
const groupOf = (of: (hour: number) => number): Uint8Array =>
  Uint8Array.from({ length: HOURS_OF_WEEK }, (_, hour) => of(hour));

const layers: readonly {
  key: 'hour' | 'day' | 'hourOfWeek';
  groups: number;
  hoursEach: number;
  of: Uint8Array;
}[] = [
  { key: 'hour', groups: 24, hoursEach: 1, of: groupOf((hour) => hour % 24) },
  { key: 'day', groups: 7, hoursEach: 24, of: groupOf((hour) => Math.floor(hour / 24)) },
  { key: 'hourOfWeek', groups: HOURS_OF_WEEK, hoursEach: 1, of: groupOf((hour) => hour) },
];

/**
 * The season of a week around a level: a factor for each hour of the day, then for each day of the week, then for each
 * hour of the week. Each factor is trusted as far as its evidence goes: credibility τ² / (τ² + v), where v is the variance of
 * the observed factor, 1 / expected + noise / periods (Bühlmann and Straub 1970). So it works from the first hour on, and
 * has the shape of the week after some weeks.
 */
export function fitSeason(sums: WeekSums, level: number, spread: SeasonSpread): Season {
  const fitted = new Float64Array(HOURS_OF_WEEK).fill(level);
  let uncertainty = 0;
  for (const { key, groups, hoursEach, of } of layers) {
    const observed = new Float64Array(groups);
    const expected = new Float64Array(groups);
    const hours = new Float64Array(groups);
    for (let hour = 0; hour < HOURS_OF_WEEK; hour += 1) {
      const group = of[hour] ?? 0;
      observed[group] = at(observed, group) + at(sums.observed, hour);
      expected[group] = at(expected, group) + at(sums.exposure, hour) * at(fitted, hour);
      hours[group] = at(hours, group) + at(sums.hours, hour);
    }
    const variances = new Float64Array(groups);
    const raw = new Float64Array(groups);
    for (let group = 0; group < groups; group += 1) {
      const due = at(expected, group);
      const periods = at(hours, group) / hoursEach;
      variances[group] = due > 0 && periods > 0 ? 1 / due + spread.noise / periods : Infinity;
      raw[group] = due > 0 ? at(observed, group) / due : 1;
    }
    const tau = spreadOf(raw, variances, spread[key]);
    const factors = new Float64Array(groups);
    for (let group = 0; group < groups; group += 1) {
      const credibility = tau / (tau + at(variances, group));
      factors[group] = 1 + credibility * (at(raw, group) - 1);
      uncertainty += (tau * (1 - credibility)) / groups;
    }
    for (let hour = 0; hour < HOURS_OF_WEEK; hour += 1)
      fitted[hour] = at(fitted, hour) * at(factors, of[hour] ?? 0);
  }
  return { level: fitted, uncertainty };
}

/** A guess of τ² counts for so many groups that are known exactly. */
const GUESS_WEIGHT = 3;

/** τ²: how far the factors really stray: their squares less what is chance, drawn towards the guess. */
function spreadOf(factors: Float64Array, variances: Float64Array, guess: number): number {
  let weights = GUESS_WEIGHT;
  let excess = 0;
  for (let group = 0; group < factors.length; group += 1) {
    const variance = at(variances, group);
    if (variance === Infinity) continue;
    const weight = guess > 0 ? (guess / (guess + variance)) ** 2 : 0;
    weights += weight;
    excess += weight * ((at(factors, group) - 1) ** 2 - variance);
  }
  return (GUESS_WEIGHT * guess + Math.max(0, excess)) / weights;
}

const at = (values: Float64Array, index: number): number => values[index] ?? 0;
