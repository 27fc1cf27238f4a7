/**
 * How far counts stray from what is expected, beyond chance. `expected` and `observed` are counts of stretches of one
 * length; moments are matched, and each squared residual counts at most CAP times what the estimate itself expects, so that a
 * crisis in the history does not hide the next one.
 */
const CAP = 16;
/** At most; an estimate that stays as it is stays so for good. */
const ROUNDS = 4;

/** A guess, and how many stretches it counts for. */
export interface Guess {
  readonly value: number;
  readonly weight: number;
}

/** Dispersion φ of counts with variance μ + φ μ²: Σ((k − μ)² − μ) / Σ μ², drawn towards the guess. */
export function dispersionOf(
  observed: Float64Array,
  expected: Float64Array,
  count: number,
  guess: Guess,
): number {
  let estimate = Infinity;
  for (let round = 0; round < ROUNDS; round += 1) {
    let excess = 0;
    let squares = 0;
    for (let i = 0; i < count; i += 1) {
      const mean = expected[i] ?? 0;
      const residual = (observed[i] ?? 0) - mean;
      const cap = CAP * (mean + estimate * mean * mean);
      excess += Math.min(residual * residual, Number.isNaN(cap) ? 0 : cap) - mean;
      squares += mean * mean;
    }
    const before = estimate;
    estimate = squares > 0 ? Math.max(0, excess / squares) : 0;
    if (estimate === before) break;
  }
  return (estimate * count + guess.value * guess.weight) / (count + guess.weight);
}

/**
 * Intra-class correlation ρ of counts of n with variance n p (1 − p)(1 + (n − 1) ρ), drawn towards the guess, whose weight is
 * in units of Σ n (n − 1) p (1 − p). Stretches of more than the usual volume weigh no more than usual ones.
 */
export function correlationOf(
  observed: Float64Array,
  trials: Float64Array,
  shares: Float64Array,
  count: number,
  guess: Guess,
): number {
  let estimate = 1;
  let result = guess.value;
  let usual = 0;
  for (let i = 0; i < count; i += 1) usual += (trials[i] ?? 0) / count;
  for (let round = 0; round < ROUNDS; round += 1) {
    let excess = 0;
    let pairs = 0;
    for (let i = 0; i < count; i += 1) {
      const n = trials[i] ?? 0;
      // By its pairs a stretch of ten times the usual volume would weigh a hundred times: one loud crisis, and no other were seen.
      const weight = n > usual ? (usual / n) ** 2 : 1;
      const p = shares[i] ?? 0;
      const chance = n * p * (1 - p);
      const residual = (observed[i] ?? 0) - n * p;
      const cap = CAP * chance * (1 + (n - 1) * estimate);
      excess += weight * (Math.min(residual * residual, cap) - chance);
      pairs += weight * (n - 1) * chance;
    }
    const before = estimate;
    estimate = pairs > 0 ? Math.min(1, Math.max(0, excess / pairs)) : 0;
    result = (estimate * pairs + guess.value * guess.weight) / (pairs + guess.weight);
    if (estimate === before) break;
  }
  return result;
}
