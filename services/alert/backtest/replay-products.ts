import type { Baseline } from '../detection/baseline.ts';
import { priorByDay } from '../detection/prior-by-day.ts';
import { replay } from '../detection/replay.ts';
import type { Incident } from '../detection/lifecycle.ts';
import type { SharePrior } from '../detection/history.ts';
import { sensitivities, type Sensitivity } from '../detection/sensitivity.ts';
import type { SummedSeries } from '../detection/series.ts';
import { DAY, MINUTE, windows } from '../detection/windows.ts';
import type { Alert, Backtest } from './alert.ts';
import type { ProductCounts } from './counts/count-series.ts';
import { excessStart } from './excess-start.ts';

/** What is gone through. */
export interface Stretch {
  /** Only these products; the others still tell what is usual for a new one. */
  readonly products?: ReadonlySet<string>;
  /** Milliseconds UTC; what is before serves as history. Default: all of it. */
  readonly from?: number;
  readonly to?: number;
  /** By product, stretches of event time that are left out of its baseline, milliseconds UTC. */
  readonly excluded?: ReadonlyMap<string, readonly { readonly from: number; readonly to: number }[]>;
}

/**
 * Goes through the counts of products at every sensitivity, with no more known at each moment than there was.
 *
 * @param onProgress told of the share that is done, between 0 and 1
 */
export function replayProducts(
  all: readonly ProductCounts[],
  stretch: Stretch,
  onProgress: (share: number) => void = () => undefined,
): Backtest {
  const counts = all.filter(({ product }) => stretch.products?.has(product) ?? true);
  const prior = priorByDay(all.map(({ series }) => series));
  const alerts: Record<Sensitivity, Alert[]> = { sensitive: [], balanced: [], strict: [] };
  let done = 0;
  for (const { product, series } of counts) {
    const baselines = new Map<number, Baseline>();
    const excluded = stretch.excluded?.get(product) ?? [];
    const isExcluded = (from: number, to: number): boolean =>
      excluded.some((each) => each.from < to && each.to > from);
    for (const sensitivity of sensitivities) {
      const setting = { ...stretch, sensitivity, prior, baselines, isExcluded };
      alerts[sensitivity].push(...alertsOf(product, series, setting));
      done += 1;
      onProgress(done / (counts.length * sensitivities.length));
    }
  }
  for (const found of Object.values(alerts)) {
    found.sort((a, b) => a.openedAt - b.openedAt || (a.product < b.product ? -1 : 1));
  }
  const periods = counts.map(({ series }) => periodOf(series, stretch));
  const watched = periods.reduce((sum, { from, to }) => sum + to - from, 0);
  return { counts, alerts, period: spanOf(periods), productWeeks: watched / (7 * DAY) };
}

interface Setting extends Stretch {
  readonly sensitivity: Sensitivity;
  readonly prior: (at: number) => SharePrior;
  readonly baselines: Map<number, Baseline>;
  readonly isExcluded: (from: number, to: number) => boolean;
}

function alertsOf(product: string, series: SummedSeries, setting: Setting): Alert[] {
  const served: { readonly baseline: Baseline; readonly from: number }[] = [];
  const { incidents } = replay(series, {
    ...setting,
    onBaseline: (baseline, from) => served.push({ baseline, from }),
  });
  return incidents.map((incident) => {
    const at = served.findLast(({ from }) => from <= incident.openedAt);
    const since = at
      ? excessStart(series, at.baseline, incident.opening, incident.openedAt)
      : incident.openedAt;
    return alertOf(product, incident, since);
  });
}

function alertOf(product: string, incident: Incident, excessSince: number): Alert {
  const { opening, openedAt, resolvedAt, peak } = incident;
  const { kind, severity, negative, mentions, baselineShare, expected, window } = opening;
  return {
    product,
    kind,
    severity,
    peakSeverity: peak.severity,
    window: windows[window].name,
    negative,
    mentions,
    baselineShare,
    expected,
    openedAt,
    resolvedAt,
    excessSince,
  };
}

interface Period {
  readonly from: number;
  readonly to: number;
}

/** From the first mention on, or from where it was asked for. */
function periodOf(series: SummedSeries, { from = -Infinity, to = Infinity }: Stretch): Period {
  const bucket = series.bucketMinutes * MINUTE;
  const begins = Math.max(from, series.start + series.firstBucket * bucket);
  const ends = Math.min(to, series.start + series.mentions.length * bucket);
  return { from: begins, to: Math.max(begins, ends) };
}

function spanOf(periods: readonly Period[]): Period | null {
  const some = periods.filter(({ from, to }) => to > from);
  if (some.length === 0) return null;
  return { from: Math.min(...some.map(({ from }) => from)), to: Math.max(...some.map(({ to }) => to)) };
}
