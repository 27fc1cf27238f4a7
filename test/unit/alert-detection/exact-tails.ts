/** Tails by arithmetic that knows no rounding: whole numbers of any length, divided once at the end. */

/** A number as a quotient of whole numbers. */
export interface Ratio {
  readonly top: bigint;
  readonly bottom: bigint;
}

export const ratio = (top: number | bigint, bottom: number | bigint = 1): Ratio => ({
  top: BigInt(top),
  bottom: BigInt(bottom),
});

export const numberOf = ({ top, bottom }: Ratio): number => {
  // 64 bits at least are left of the quotient.
  const shift = Math.max(0, bottom.toString(2).length - top.toString(2).length + 64);
  return Number((top << BigInt(shift)) / bottom) * 2 ** -shift;
};

/** (a + 0 s)(a + 1 s) … of `count` factors. */
function rising(a: bigint, s: bigint, count: number): bigint {
  let product = 1n;
  for (let i = 0n; i < BigInt(count); i += 1n) product *= a + i * s;
  return product;
}

function choose(n: number, k: number): bigint {
  return rising(BigInt(n - k + 1), 1n, k) / rising(1n, 1n, k);
}

/** P(X ≥ k) of n trials with chance p. */
export function exactBinomialTail(k: number, n: number, p: Ratio): number {
  let top = 0n;
  for (let j = k; j <= n; j += 1)
    top += choose(n, j) * p.top ** BigInt(j) * (p.bottom - p.top) ** BigInt(n - j);
  return numberOf({ top, bottom: p.bottom ** BigInt(n) });
}

/** P(X ≥ k) of n trials whose chance is drawn from a beta distribution with α = a / s and β = b / s. */
export function exactBetaBinomialTail(
  k: number,
  n: number,
  { a, b, s }: Record<'a' | 'b' | 's', bigint>,
): number {
  let top = 0n;
  for (let j = k; j <= n; j += 1) top += choose(n, j) * rising(a, s, j) * rising(b, s, n - j);
  return numberOf({ top, bottom: rising(a + b, s, n) });
}

/** P(X ≥ k) of a negative-binomial count with this mean and dispersion 1 / r, r a whole number. */
export function exactNegativeBinomialTail(k: number, mean: Ratio, r: number): number {
  // P(X = j) = C(r + j − 1, j) (1 − x)^r x^j, where x = m / (m + r).
  const failure = BigInt(r) * mean.bottom;
  const whole = mean.top + failure;
  let below = 0n;
  for (let j = 0; j < k; j += 1) {
    below += choose(r + j - 1, j) * failure ** BigInt(r) * mean.top ** BigInt(j) * whole ** BigInt(k - j);
  }
  const bottom = whole ** BigInt(r + k);
  return numberOf({ top: bottom - below, bottom });
}

/** P(X ≥ k) of a Poisson count: Σ_{j ≥ k} m^j / j! over Σ_{j ≥ 0} m^j / j!, each to 120 places. */
export function exactPoissonTail(k: number, mean: Ratio): number {
  let term = 10n ** 120n;
  let [top, bottom] = [0n, 0n];
  for (let j = 0; term > 0n; j += 1) {
    bottom += term;
    if (j >= k) top += term;
    term = (term * mean.top) / (mean.bottom * BigInt(j + 1));
  }
  return numberOf({ top, bottom });
}
