import { expectedIn, expectedShare, type Baseline } from '../detection/baseline.ts';
import type { Finding } from '../detection/finding.ts';
import { between, bucketsOf, type SummedSeries } from '../detection/series.ts';
import { MINUTE } from '../detection/windows.ts';

/**
 * Where the excess that a test found begins: of all stretches that end with the window and lie inside it, the one whose counts
 * speak most for a raised level and against the usual one, by their likelihood ratio with the raised level as it
 * fits best. That is the most likely change point (Hinkley, Biometrika 57, 1970; the statistic is that of a CUSUM whose
 * raised level is not known beforehand). A tone shift is judged by its share, a surge by its number; the ratios are the
 * binomial and the Poisson ones of Kulldorff's scan statistic (Communications in Statistics 26, 1997).
 *
 * @param end of the window, milliseconds UTC
 * @returns the start of the stretch, milliseconds UTC
 */
export function excessStart(
  series: SummedSeries,
  baseline: Baseline,
  { kind, window }: Pick<Finding, 'kind' | 'window'>,
  end: number,
): number {
  const { start, bucketMinutes, scoredBefore, negativeBefore } = series;
  const last = Math.round((end - start) / (bucketMinutes * MINUTE));
  const longest = Math.min(last, bucketsOf(bucketMinutes)[window] ?? 0);
  let best = longest;
  let most = -Infinity;
  for (let buckets = 1; buckets <= longest; buckets += 1) {
    const k = between(negativeBefore, last - buckets, last);
    const n = between(scoredBefore, last - buckets, last);
    const expected = expectedIn(baseline, end, buckets * bucketMinutes);
    const evidence =
      kind === 'tone'
        ? toneEvidence(k, n, expectedShare(baseline, expected, end))
        : surgeEvidence(k, expected.negative);
    if (evidence <= most) continue;
    most = evidence;
    best = buckets;
  }
  return end - best * bucketMinutes * MINUTE;
}

/** Logarithm of the likelihood ratio of k of n at the share k / n against p0; 0 where the share is not above p0. */
function toneEvidence(k: number, n: number, p0: number): number {
  if (k <= n * p0) return 0;
  return k * Math.log(k / (n * p0)) + (k < n ? (n - k) * Math.log((n - k) / (n * (1 - p0))) : 0);
}

/** Of k where k are due against μ; 0 where k is not above μ. */
const surgeEvidence = (k: number, mu: number): number =>
  k <= mu ? 0 : k * Math.log(k / Math.max(mu, Number.MIN_VALUE)) - (k - mu);
