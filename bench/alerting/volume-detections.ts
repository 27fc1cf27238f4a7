import { baselinePeriod } from '../../services/alert/detection/baseline-period.ts';
import { expectedIn, type Baseline } from '../../services/alert/detection/baseline.ts';
import type { Finding } from '../../services/alert/detection/finding.ts';
import { ignorance } from '../../services/alert/detection/history.ts';
import { learnBaseline } from '../../services/alert/detection/learn-baseline.ts';
import { quiet, step, type Life } from '../../services/alert/detection/lifecycle.ts';
import { thresholds, type Sensitivity } from '../../services/alert/detection/sensitivity.ts';
import { between, bucketsOf, historyOf, summed } from '../../services/alert/detection/series.ts';
import { negativeBinomialTail } from '../../services/alert/detection/tails.ts';
import { MINUTE, surgeWindows, type WindowIndex } from '../../services/alert/detection/windows.ts';

const LEAST_HOURS = 3;
const CALM = 0.05;

/**
 * The surge test on volume alone, for series that know no sentiment: every mention counts as what is looked for (k = n), so the
 * tests of the share are void and left out. Baseline, dispersion, tail, windows, α, the second look and the life of an incident
 * are those of alerting. A detection is a message that an incident opens or opens again.
 *
 * @param start milliseconds UTC of the first row
 * @returns rows at which there is a detection
 */
export function volumeDetections(
  counts: Uint32Array,
  start: number,
  bucketMinutes: number,
  sensitivity: Sensitivity,
): number[] {
  const series = summed({ start, bucketMinutes, mentions: counts, scored: counts, negative: counts });
  const bucket = bucketMinutes * MINUTE;
  const firstMention = start + series.firstBucket * bucket;
  const lengths = bucketsOf(bucketMinutes);
  const bucketAt = (time: number): number => Math.max(0, Math.ceil((time - start) / bucket));
  const detections: number[] = [];
  let life: Life = quiet;
  let baseline: Baseline | undefined;
  let validUntil = -Infinity;
  for (let to = series.firstBucket + 1; to <= counts.length; to += 1) {
    const end = start + to * bucket;
    if (end >= validUntil) {
      const period = baselinePeriod(end, firstMention);
      const history = historyOf(series, bucketAt(period.from), bucketAt(period.to), () => false);
      baseline = learnBaseline(history, ignorance);
      validUntil = period.validUntil;
    }
    const using = baseline!;
    const count = (window: WindowIndex): number =>
      between(series.scoredBefore, Math.max(0, to - lengths[window]!), to);
    const look = (at: number): void => {
      const next = step(life, {
        at,
        findings: (usable) =>
          surgeWindows
            .filter(usable)
            .flatMap((window) =>
              volumeFinding(count(window), window, end, lengths[window]! * bucketMinutes, using, sensitivity),
            ),
        isCalm: (window) => isCalm(count(window), window, end, lengths[window]! * bucketMinutes, using),
        negative: count,
      });
      life = next.life;
      if (next.event === 'opened' || next.event === 'reopened') detections.push(to - 1);
    };
    look(end);
    if (life.pendingAt === end && bucketMinutes > 1) look(end);
  }
  return detections;
}

function volumeFinding(
  k: number,
  window: WindowIndex,
  end: number,
  minutes: number,
  baseline: Baseline,
  sensitivity: Sensitivity,
): Finding[] {
  const expected = expectedIn(baseline, end, minutes).mentions;
  if (k < 5 || baseline.hours < LEAST_HOURS || k < 2 * expected || k - expected < 4) return [];
  const tail = negativeBinomialTail(k, expected, baseline.dispersion[window] ?? 0);
  if (tail >= thresholds[sensitivity].surge) return [];
  const sizes = { negative: k, mentions: k, baselineShare: 1, expected };
  return [{ kind: 'surge', window, ...sizes, tail, severity: 'warning' }];
}

/** Only the windows of the surge test are judged; the longest of these stands for the day. */
function isCalm(k: number, window: WindowIndex, end: number, minutes: number, baseline: Baseline): boolean {
  if (k === 0 || baseline.hours < LEAST_HOURS || !surgeWindows.includes(window)) return true;
  const expected = expectedIn(baseline, end, minutes).mentions;
  return negativeBinomialTail(k, expected, baseline.dispersion[window] ?? 0) > CALM;
}
