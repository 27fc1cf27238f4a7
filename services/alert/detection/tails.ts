import jstat from 'jstat';

// CommonJS: its names cannot be imported one by one.
const { jStat } = jstat;

/**
 * P(X ≥ k) of a negative-binomial count with this mean and variance mean + dispersion · mean².
 * With r = 1 / dispersion it is I_x(k, r) at x = mean / (mean + r), the regularised incomplete beta function
 * (NIST Digital Library of Mathematical Functions, 8.17.24). Right far into the tail, where 1 − cdf would be rounding error.
 * With dispersion 0 the count is Poisson: P(k, mean), the regularised lower incomplete gamma function (DLMF 8.4.10).
 *
 * @param k a whole number, 0 or more
 * @param mean 0 or more
 * @param dispersion 0 or more
 */
export function negativeBinomialTail(k: number, mean: number, dispersion: number): number {
  if (k <= 0) return 1;
  if (mean <= 0) return 0;
  if (dispersion * mean < 1e-7) return jStat.lowRegGamma(k, mean);
  const r = 1 / dispersion;
  return jStat.ibeta(mean / (mean + r), k, r);
}

/**
 * P(X ≥ k) of a beta-binomial count of n trials, whose chance of success has this mean and varies from group to group
 * with intra-class correlation `correlation` (ρ): the beta distribution has α = mean (1 − ρ) / ρ, β = (1 − mean)(1 − ρ) / ρ.
 * Probabilities are summed from k upwards by their ratio (Johnson, Kemp and Kotz, Univariate Discrete Distributions,
 * 3rd ed., 6.2.2), so that small tails keep their digits. With ρ = 0 it is the binomial.
 *
 * @param k, n whole numbers, 0 or more
 * @param mean between 0 and 1, exclusive
 * @param correlation 0 or more, below 1
 */
export function betaBinomialTail(k: number, n: number, mean: number, correlation: number): number {
  if (k <= 0) return 1;
  if (k > n) return 0;
  // Within rounding of the binomial already, and the logarithms below keep their digits.
  const rho = Math.max(correlation, 1e-6);
  const alpha = (mean * (1 - rho)) / rho;
  const beta = ((1 - mean) * (1 - rho)) / rho;
  let term = Math.exp(logProbability(k, n, alpha, beta));
  // So far below the mean that it cannot be told from 0: all of it lies above.
  if (term === 0 && k < n * mean) return 1;
  let sum = 0;
  for (let j = k; j <= n; j += 1) {
    sum += term;
    const ratio = ((n - j) * (j + alpha)) / ((j + 1) * (n - j - 1 + beta));
    term *= ratio;
    // What is left is less than a geometric series.
    if (ratio < 1 && term < sum * (1 - ratio) * 1e-12) break;
  }
  return Math.min(1, sum);
}

function logProbability(k: number, n: number, alpha: number, beta: number): number {
  const choose = jStat.gammaln(n + 1) - jStat.gammaln(k + 1) - jStat.gammaln(n - k + 1);
  return choose + logBeta(k + alpha, n - k + beta) - logBeta(alpha, beta);
}

const logBeta = (a: number, b: number): number => jStat.gammaln(a) + jStat.gammaln(b) - jStat.gammaln(a + b);
