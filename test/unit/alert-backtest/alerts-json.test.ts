import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alertsJson } from '../../../services/alert/backtest/alerts-json.ts';
import { emptyBacktest, exampleBacktest } from './example-backtest.ts';

test('a backtest as JSON has exactly these keys', () => {
  assert.deepEqual(JSON.parse(JSON.stringify(alertsJson(exampleBacktest, 'balanced'))), {
    sensitivity: 'balanced',
    from: '2025-03-03T00:00:00Z',
    to: '2025-03-10T00:00:00Z',
    products: 3,
    bucketMinutes: 5,
    productWeeks: 3,
    alerts: [
      {
        product: 'aurora-phone',
        kind: 'surge',
        openedAt: '2025-03-08T14:05:00Z',
        resolvedAt: '2025-03-08T17:25:00Z',
        severity: 'warning',
        window: '15m',
        k: 9,
        n: 12,
        baseline: 0.1534,
      },
      {
        product: '<brew> & "box"',
        kind: 'tone',
        openedAt: '2025-03-09T23:55:00Z',
        resolvedAt: null,
        severity: 'serious',
        window: '6h',
        k: 140,
        n: 1204,
        baseline: 0.031,
      },
    ],
    minutesLate: [15, 265],
    sensitivities: {
      sensitive: { alerts: 3, perProductWeek: 1, medianMinutesLate: 265 },
      balanced: { alerts: 2, perProductWeek: 0.6667, medianMinutesLate: 140 },
      strict: { alerts: 0, perProductWeek: 0, medianMinutesLate: null },
    },
  });
});

test('a backtest of nothing has no alerts, and no figures where there are none', () => {
  assert.deepEqual(JSON.parse(JSON.stringify(alertsJson(emptyBacktest, 'strict'))), {
    sensitivity: 'strict',
    from: null,
    to: null,
    products: 0,
    bucketMinutes: null,
    productWeeks: 0,
    alerts: [],
    minutesLate: [],
    sensitivities: Object.fromEntries(
      ['sensitive', 'balanced', 'strict'].map((name) => [
        name,
        { alerts: 0, perProductWeek: null, medianMinutesLate: null },
      ]),
    ),
  });
});
