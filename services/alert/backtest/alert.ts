import type { ProductCounts } from './counts/count-series.ts';
import type { IncidentKind, Severity } from '../detection/severity.ts';
import { sensitivities, type Sensitivity } from '../detection/sensitivity.ts';
import type { WindowName } from '../detection/windows.ts';

/** An alert that would have been raised; times in milliseconds UTC, figures as of when it opened. */
export interface Alert {
  readonly product: string;
  readonly kind: IncidentKind;
  readonly severity: Severity;
  /** The worst that it came to. */
  readonly peakSeverity: Severity;
  readonly window: WindowName;
  /** k: negative mentions in the window. */
  readonly negative: number;
  /** n. */
  readonly mentions: number;
  /** p0: the usual share of negatives. */
  readonly baselineShare: number;
  /** μ: the usual number of negatives. */
  readonly expected: number;
  readonly openedAt: number;
  /** Null while it is open at the end. */
  readonly resolvedAt: number | null;
  /** Where the excess that opened it begins, by `excessStart`. */
  readonly excessSince: number;
}

/** What a backtest found. */
export interface Backtest {
  readonly counts: readonly ProductCounts[];
  /** By sensitivity: the alerts, by when they opened, then by product. */
  readonly alerts: Readonly<Record<Sensitivity, readonly Alert[]>>;
  /** The stretch that was gone through, milliseconds UTC; null where there was nothing. */
  readonly period: { readonly from: number; readonly to: number } | null;
  /** How long products were watched in it, all of them together. */
  readonly productWeeks: number;
}

/** How many alerts there are at one sensitivity, and how late. */
export interface SensitivitySummary {
  readonly sensitivity: Sensitivity;
  readonly alerts: number;
  /** Null where no time went by. */
  readonly perProductWeek: number | null;
  /** Median minutes from where the excess begins to the alert; null without alerts. */
  readonly medianMinutesLate: number | null;
}

/** A summary of each sensitivity, from the most sensitive on. */
export const summaries = ({ alerts, productWeeks }: Backtest): SensitivitySummary[] =>
  sensitivities.map((sensitivity) => ({
    sensitivity,
    alerts: alerts[sensitivity].length,
    perProductWeek: productWeeks > 0 ? alerts[sensitivity].length / productWeeks : null,
    medianMinutesLate: median(alerts[sensitivity].map(minutesLate)),
  }));

/** From where the excess begins to the alert. */
export const minutesLate = ({ openedAt, excessSince }: Alert): number => (openedAt - excessSince) / 60_000;

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
