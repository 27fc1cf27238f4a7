import { baselinePeriod } from '../../services/alert/detection/baseline-period.ts';
import type { Baseline } from '../../services/alert/detection/baseline.ts';
import { findings, isCalm } from '../../services/alert/detection/finding.ts';
import type { SharePrior } from '../../services/alert/detection/history.ts';
import { learnBaseline } from '../../services/alert/detection/learn-baseline.ts';
import { quiet, step, type LifeEvent, type Observation } from '../../services/alert/detection/lifecycle.ts';
import type { Sensitivity } from '../../services/alert/detection/sensitivity.ts';
import { between, bucketsOf, historyOf, type SummedSeries } from '../../services/alert/detection/series.ts';
import { MINUTE, windowIndexes } from '../../services/alert/detection/windows.ts';

/** A message that people would get. */
export interface Notification {
  /** Milliseconds UTC. */
  readonly at: number;
  readonly event: LifeEvent;
}

/** Mentions that arrive in their own way: those of one source, or those that come late. */
export interface Arrival {
  readonly series: SummedSeries;
  /** How many of the first buckets have arrived when so many are over. */
  readonly arrivedBy: (bucket: number) => number;
}

export interface Watch {
  readonly sensitivity: Sensitivity;
  readonly prior: SharePrior;
  /** Milliseconds UTC. */
  readonly from: number;
  readonly to: number;
  /** What is there at the time; default: all of the series at once. */
  readonly arrivals?: readonly Arrival[];
}

/**
 * The messages of a stretch of time, evaluated live: as `replay` does it, which keeps the incidents only, but with every message
 * and with data that may come late. Baselines are learnt from the whole series: they end two days before.
 */
export function watch(series: SummedSeries, options: Watch): Notification[] {
  const { sensitivity, prior, arrivals = [{ series, arrivedBy: (bucket: number) => bucket }] } = options;
  const bucket = series.bucketMinutes * MINUTE;
  const firstMention = series.start + series.firstBucket * bucket;
  const buckets = bucketsOf(series.bucketMinutes);
  const notifications: Notification[] = [];
  const counts = {
    end: 0,
    minutes: buckets.map((count) => count * series.bucketMinutes),
    mentions: [0, 0, 0, 0],
    negative: [0, 0, 0, 0],
  };
  let life = quiet;
  let baseline: Baseline | undefined;
  let validUntil = -Infinity;
  const evaluate = (at: number): void => {
    const using = baseline!;
    const seen: Observation = {
      at,
      findings: (usable) => findings(counts, using, sensitivity, usable),
      isCalm: (window) => isCalm(counts, using, window),
      negative: (window) => counts.negative[window] ?? 0,
    };
    const next = step(life, seen);
    life = next.life;
    if (next.event) notifications.push({ at, event: next.event });
  };
  const begin = Math.max(series.firstBucket, Math.ceil((options.from - series.start) / bucket));
  const end = Math.min(series.mentions.length, Math.ceil((options.to - series.start) / bucket));
  for (let to = begin + 1; to <= end; to += 1) {
    counts.end = series.start + to * bucket;
    for (const window of windowIndexes) {
      counts.mentions[window] = sumOf(arrivals, 'scoredBefore', to, buckets[window]!);
      counts.negative[window] = sumOf(arrivals, 'negativeBefore', to, buckets[window]!);
    }
    if (counts.end >= validUntil) {
      const period = baselinePeriod(counts.end, firstMention);
      baseline = learnt(series, period, prior);
      validUntil = period.validUntil;
    }
    evaluate(counts.end);
    // Evaluations are made every minute at least: of a longer bucket the second one sees the same.
    if (life.pendingAt === counts.end && series.bucketMinutes > 1) evaluate(counts.end);
  }
  return notifications;
}

function sumOf(
  arrivals: readonly Arrival[],
  of: 'scoredBefore' | 'negativeBefore',
  to: number,
  buckets: number,
): number {
  const from = Math.max(0, to - buckets);
  let sum = 0;
  for (const { series, arrivedBy } of arrivals) {
    const arrived = Math.min(to, arrivedBy(to));
    if (arrived > from) sum += between(series[of], from, arrived);
  }
  return sum;
}

/** What is usual in a period, milliseconds UTC. */
function learnt(series: SummedSeries, period: { from: number; to: number }, prior: SharePrior): Baseline {
  const bucketAt = (time: number): number =>
    Math.max(0, Math.ceil((time - series.start) / (series.bucketMinutes * MINUTE)));
  return learnBaseline(
    historyOf(series, bucketAt(period.from), bucketAt(period.to), () => false),
    prior,
  );
}
