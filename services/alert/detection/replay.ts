import type { Baseline } from './baseline.ts';
import { baselinePeriod, type BaselinePeriod } from './baseline-period.ts';
import { findings, isCalm, LEAST_NEGATIVE, type Finding } from './finding.ts';
import type { SharePrior } from './history.ts';
import { learnBaseline } from './learn-baseline.ts';
import { quiet, step, type Incident, type Life, type Observation, type Step } from './lifecycle.ts';
import type { Sensitivity } from './sensitivity.ts';
import { between, bucketsOf, historyOf, type SummedSeries } from './series.ts';
import { MINUTE, windowIndexes, windows, type WindowIndex } from './windows.ts';

export interface ReplayOptions {
  readonly sensitivity: Sensitivity;
  /** What the owner's products say at a moment, milliseconds UTC. */
  readonly prior: (at: number) => SharePrior;
  /** Whether a stretch of event time is left out of the baseline: a confirmed incident, a muted campaign. */
  readonly isExcluded?: (from: number, to: number) => boolean;
  /** Where the replay begins and ends, milliseconds UTC; what is before it serves as history. Default: all of it. */
  readonly from?: number;
  readonly to?: number;
  /** Where it begins from. */
  readonly life?: Life;
  /** When the product was first mentioned, milliseconds UTC. Default: the first bucket with a mention. */
  readonly firstMention?: number;
  /** See baselinePeriod. */
  readonly stagger?: number;
  /** Baselines by when they begin to serve, for replays of one series: they do not depend on the sensitivity. */
  readonly baselines?: Map<number, Baseline>;
  /** Told of every baseline that served, e.g. for a picture. */
  readonly onBaseline?: (baseline: Baseline, from: number, to: number) => void;
}

export interface Replay {
  /** The incidents, oldest first; the last one may be open still. */
  readonly incidents: readonly Incident[];
  /** How it stands at the end. */
  readonly life: Life;
}

/**
 * What alerting would have said over a stretch of history: one evaluation at the end of each bucket, with no more known than
 * what had been there by then. Live evaluation is the same step on the same windows.
 */
export function replay(series: SummedSeries, options: ReplayOptions): Replay {
  const bucket = series.bucketMinutes * MINUTE;
  const firstMention = options.firstMention ?? series.start + series.firstBucket * bucket;
  const view = new SeriesView(series, options.sensitivity);
  const incidents: Incident[] = [];
  let life = options.life ?? quiet;
  let validUntil = -Infinity;
  const begin = Math.max(series.firstBucket, bucketAt(series, options.from ?? -Infinity));
  const end = Math.min(series.mentions.length, bucketAt(series, options.to ?? Infinity));
  for (let i = begin; i < end; i += 1) {
    view.moveTo(i + 1);
    if (!view.couldMatter && life.pendingAt === null && life.incident?.resolvedAt !== null) continue;
    if (view.at >= validUntil) {
      const period = baselinePeriod(view.at, firstMention, options.stagger);
      view.baseline = learn(series, period, options);
      options.onBaseline?.(view.baseline, view.at, period.validUntil);
      validUntil = period.validUntil;
    }
    life = note(step(life, view), incidents);
    // Evaluations are made every minute at least: of a longer bucket the second one sees the same.
    if (life.pendingAt === view.at && series.bucketMinutes > 1) life = note(step(life, view), incidents);
  }
  return { incidents, life };
}

/** Keeps the list of incidents up to date; returns how life goes on. */
function note({ life, event }: Step, incidents: Incident[]): Life {
  if (life.incident) {
    if (event === 'opened') incidents.push(life.incident);
    else if (incidents.length > 0) incidents[incidents.length - 1] = life.incident;
  }
  return life;
}

function learn(
  series: SummedSeries,
  { from, to, validFrom }: BaselinePeriod,
  { prior, isExcluded = () => false, baselines }: ReplayOptions,
): Baseline {
  const known = baselines?.get(validFrom);
  if (known) return known;
  const history = historyOf(series, bucketAt(series, from), bucketAt(series, to), isExcluded);
  const learnt = learnBaseline(history, prior(validFrom));
  baselines?.set(validFrom, learnt);
  return learnt;
}

function bucketAt({ start, bucketMinutes, mentions }: SummedSeries, time: number): number {
  if (time === -Infinity) return 0;
  if (time === Infinity) return mentions.length;
  return Math.max(0, Math.ceil((time - start) / (bucketMinutes * MINUTE)));
}

const blank: Baseline = {
  rate: new Float64Array(168),
  share: new Float64Array(168),
  correlation: [0, 0, 0, 0],
  dispersion: [0, 0, 0, 0],
  hours: 0,
  mentions: 0,
};

/** The windows of a series that end at one bucket. One object moves along: nothing is allocated a minute. */
class SeriesView implements Observation {
  readonly #series: SummedSeries;
  readonly #sensitivity: Sensitivity;
  readonly #buckets: readonly number[];
  readonly #counts: { end: number } & Record<'minutes' | 'mentions' | 'negative', Float64Array>;
  baseline: Baseline = blank;
  /** Whether any window holds enough for a test. */
  couldMatter = false;

  constructor(series: SummedSeries, sensitivity: Sensitivity) {
    this.#series = series;
    this.#sensitivity = sensitivity;
    this.#buckets = bucketsOf(series.bucketMinutes);
    this.#counts = {
      end: 0,
      minutes: Float64Array.from(this.#buckets, (buckets) => buckets * series.bucketMinutes),
      mentions: new Float64Array(windows.length),
      negative: new Float64Array(windows.length),
    };
  }

  get at(): number {
    return this.#counts.end;
  }

  /** @param to the bucket after the last one that counts */
  moveTo(to: number): void {
    const { start, bucketMinutes, scoredBefore, negativeBefore } = this.#series;
    const { mentions, negative } = this.#counts;
    this.#counts.end = start + to * bucketMinutes * MINUTE;
    this.couldMatter = false;
    for (const window of windowIndexes) {
      const from = Math.max(0, to - (this.#buckets[window] ?? 0));
      const k = between(negativeBefore, from, to);
      negative[window] = k;
      mentions[window] = between(scoredBefore, from, to);
      if (k >= LEAST_NEGATIVE) this.couldMatter = true;
    }
  }

  findings(usable: (window: WindowIndex) => boolean): readonly Finding[] {
    return findings(this.#counts, this.baseline, this.#sensitivity, usable);
  }

  isCalm(window: WindowIndex): boolean {
    return isCalm(this.#counts, this.baseline, window);
  }

  negative(window: WindowIndex): number {
    return this.#counts.negative[window] ?? 0;
  }
}
