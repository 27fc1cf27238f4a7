import { expectedIn, expectedShare, type Baseline } from './baseline.ts';
import type { Sensitivity } from './sensitivity.ts';
import { thresholds } from './sensitivity.ts';
import { severityOf, type IncidentKind, type Severity } from './severity.ts';
import { betaBinomialTail, negativeBinomialTail } from './tails.ts';
import { surgeWindows, windowIndexes, type WindowIndex } from './windows.ts';

/** What the four windows hold that end at one moment: counted mentions that the present model scored. */
export interface WindowCounts {
  /** Milliseconds UTC. */
  readonly end: number;
  /** By window, minutes: as in `windows`, or nearly so where buckets do not fit into it. */
  readonly minutes: ArrayLike<number>;
  /** n, by window. */
  readonly mentions: ArrayLike<number>;
  /** k, by window. */
  readonly negative: ArrayLike<number>;
}

/** A test that holds: what is abnormal, and how much. */
export interface Finding {
  readonly kind: IncidentKind;
  readonly window: WindowIndex;
  /** k. */
  readonly negative: number;
  /** n. */
  readonly mentions: number;
  /** p0: the usual share of negatives. */
  readonly baselineShare: number;
  /** μ: the usual number of negatives. */
  readonly expected: number;
  /** Probability of so many negatives or more, were all as usual. */
  readonly tail: number;
  readonly severity: Severity;
}

/** Fewer negative mentions are nothing to wake anybody for. */
export const LEAST_NEGATIVE = 5;

/** A surge is one of tone too, if less sure: the tail of the share. */
const SURGE_TONE = 0.005;

const oddsOf = (share: number): number => share / (1 - share);

/** Least history, in hours, for saying what volume is usual. */
const LEAST_HOURS = 3;

/**
 * The tests that hold for the windows, by rising window.
 *
 * Tone: n ≥ 10, k ≥ 5, p − p0 ≥ 0.08, p ≥ 1.4 p0, and the beta-binomial tail of k of n is below α.
 * Surge (windows up to 6 h): k ≥ 2 μ, k − μ ≥ 4, p ≥ 1.2 p0, the odds of p at least 1.5 times those of p0, the
 * negative-binomial tail of k is below α, and the tone tail below 0.005, so that volume alone stays quiet, be it a viral day. (With
 * a tail of 0.05 and no odds, every burst of volume passed by chance sooner or later: it is asked every minute. On real volume that
 * gave five times the false alerts, and crises were found no sooner: bench/alerting.)
 *
 * @param usable whether a window may be tested now
 */
export function findings(
  counts: WindowCounts,
  baseline: Baseline,
  sensitivity: Sensitivity,
  usable: (window: WindowIndex) => boolean,
): Finding[] {
  const found: Finding[] = [];
  for (const window of windowIndexes) {
    const k = counts.negative[window] ?? 0;
    const n = counts.mentions[window] ?? 0;
    if (k < LEAST_NEGATIVE || !usable(window)) continue;
    const finding = strongest(
      { k, n, window, end: counts.end, minutes: counts.minutes[window] ?? 0 },
      baseline,
      sensitivity,
    );
    if (finding) found.push(finding);
  }
  return found;
}

interface Tested {
  readonly k: number;
  readonly n: number;
  readonly window: WindowIndex;
  readonly end: number;
  readonly minutes: number;
}

/** Of a window whose both tests hold, the one that is less likely by chance. */
function strongest(
  { k, n, window, end, minutes }: Tested,
  baseline: Baseline,
  sensitivity: Sensitivity,
): Finding | null {
  const expected = expectedIn(baseline, end, minutes);
  const p = k / n;
  const p0 = expectedShare(baseline, expected, end);
  const mu = expected.negative;
  if (p < 1.2 * p0) return null;
  const { tone: toneAlpha, surge: surgeAlpha } = thresholds[sensitivity];
  const couldBeTone = n >= 10 && p - p0 >= 0.08 && p >= 1.4 * p0;
  const couldBeSurge =
    surgeWindows.includes(window) &&
    baseline.hours >= LEAST_HOURS &&
    k >= 2 * mu &&
    k - mu >= 4 &&
    oddsOf(p) >= 1.5 * oddsOf(p0);
  if (!couldBeTone && !couldBeSurge) return null;
  const toneTail = betaBinomialTail(k, n, p0, baseline.correlation[window] ?? 0);
  const surgeTail =
    couldBeSurge && toneTail < SURGE_TONE ? negativeBinomialTail(k, mu, baseline.dispersion[window] ?? 0) : 1;
  const tone = couldBeTone && toneTail < toneAlpha;
  const surge = surgeTail < surgeAlpha;
  if (!tone && !surge) return null;
  const kind = tone && (!surge || toneTail <= surgeTail) ? 'tone' : 'surge';
  const tail = kind === 'tone' ? toneTail : surgeTail;
  const severity = severityOf({ negative: k, share: p, baselineShare: p0, expected: mu });
  return { kind, window, negative: k, mentions: n, baselineShare: p0, expected: mu, tail, severity };
}

/** Both tails above this: as usual. */
const CALM = 0.05;

/** Whether a window is as usual again, by either test. */
export function isCalm(counts: WindowCounts, baseline: Baseline, window: WindowIndex): boolean {
  const { end, minutes, mentions, negative } = counts;
  const k = negative[window] ?? 0;
  const n = mentions[window] ?? 0;
  if (k === 0) return true;
  const expected = expectedIn(baseline, end, minutes[window] ?? 0);
  const p0 = expectedShare(baseline, expected, end);
  if (betaBinomialTail(k, n, p0, baseline.correlation[window] ?? 0) <= CALM) return false;
  if (!surgeWindows.includes(window) || baseline.hours < LEAST_HOURS) return true;
  return negativeBinomialTail(k, expected.negative, baseline.dispersion[window] ?? 0) > CALM;
}
