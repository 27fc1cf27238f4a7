/** Of the standard normal distribution: 95 % lie within. */
const Z = 1.959964;

/**
 * 95 % interval of a share of which `k` of `n` were seen: the score interval of Wilson (Journal of the American Statistical
 * Association 22, 1927), without correction for continuity. All of [0, 1] when n is 0.
 */
export function wilsonInterval(k: number, n: number): [number, number] {
  if (n <= 0) return [0, 1];
  const centre = k + Z ** 2 / 2;
  const reach = Z * Math.sqrt((k * (n - k)) / n + Z ** 2 / 4);
  const total = n + Z ** 2;
  // At 0 and n one end is exact; rounding must not miss it.
  return [k <= 0 ? 0 : (centre - reach) / total, k >= n ? 1 : (centre + reach) / total];
}
