import type { Sensitivity } from '../detection/sensitivity.ts';
import { minutesLate, summaries, type Alert, type Backtest } from './alert.ts';

/** A backtest for programs: the alerts at one sensitivity, and a summary of all three. Times in ISO 8601, UTC. */
export function alertsJson(backtest: Backtest, sensitivity: Sensitivity): unknown {
  const { alerts, period, productWeeks, counts } = backtest;
  return {
    sensitivity,
    from: period && iso(period.from),
    to: period && iso(period.to),
    products: counts.length,
    bucketMinutes: counts[0]?.series.bucketMinutes ?? null,
    productWeeks: rounded(productWeeks),
    alerts: alerts[sensitivity].map(alertJson),
    sensitivities: Object.fromEntries(
      summaries(backtest).map(({ sensitivity: name, alerts: count, perProductWeek, medianMinutesLate }) => [
        name,
        {
          alerts: count,
          perProductWeek: perProductWeek === null ? null : rounded(perProductWeek),
          medianMinutesLate,
        },
      ]),
    ),
    minutesLate: alerts[sensitivity].map(minutesLate),
  };
}

const alertJson = (alert: Alert): unknown => ({
  product: alert.product,
  kind: alert.kind,
  openedAt: iso(alert.openedAt),
  resolvedAt: alert.resolvedAt === null ? null : iso(alert.resolvedAt),
  severity: alert.severity,
  window: alert.window,
  k: alert.negative,
  n: alert.mentions,
  baseline: rounded(alert.baselineShare),
});

/** To the second: event time is no finer. */
const iso = (time: number): string => new Date(time).toISOString().replace('.000Z', 'Z');

const rounded = (value: number): number => Number(value.toFixed(4));
