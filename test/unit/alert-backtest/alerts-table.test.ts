import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import colours from 'picocolors';
import { alertsTable } from '../../../services/alert/backtest/alerts-table.ts';
import { emptyBacktest, exampleBacktest } from './example-backtest.ts';

const plain = colours.createColors(false);

test('a backtest for people: alerts by product, then all sensitivities', () => {
  assert.equal(
    alertsTable(exampleBacktest, 'balanced', plain),
    `2 alerts at balanced · 3 products · Mon 3 Mar 2025, 00:00 UTC – Mon 10 Mar 2025, 00:00 UTC

aurora-phone
  OPENED (UTC)          LASTED  KIND   SEVERITY            WINDOW        NEGATIVE  USUAL  MULTIPLE       LATE
  2025-03-08 14:05  3 h 20 min  surge  warning → critical  15m     9 of 12 (75 %)   15 %  ×7.5 number  15 min

<brew> & "box"
  OPENED (UTC)      LASTED  KIND  SEVERITY  WINDOW             NEGATIVE  USUAL  MULTIPLE          LATE
  2025-03-09 23:55    open  tone  serious   6h      140 of 1,204 (12 %)  3.1 %  ×3.8 share  4 h 25 min

No alerts for 1 product.

SENSITIVITY  ALERTS  A PRODUCT-WEEK  MEDIAN LATE
sensitive         3            1.00   4 h 25 min
balanced          2            0.67   2 h 20 min
strict            0            0.00            –

LATE: from where the excess begins to the alert. \`tonewatch backtest --help\` says how it is found.
`,
  );
});

test('colours change nothing but the colour', () => {
  const coloured = alertsTable(exampleBacktest, 'balanced', colours.createColors(true));
  assert.notEqual(coloured, alertsTable(exampleBacktest, 'balanced', plain));
  assert.equal(stripVTControlCharacters(coloured), alertsTable(exampleBacktest, 'balanced', plain));
});

test('names cannot write over the terminal', () => {
  const hostile = { ...exampleBacktest.alerts.balanced[0]!, product: 'a\u001b[2J\nb' };
  const [counts] = exampleBacktest.counts;
  const table = alertsTable(
    {
      ...exampleBacktest,
      counts: [{ ...counts!, product: hostile.product }],
      alerts: { ...exampleBacktest.alerts, balanced: [hostile] },
    },
    'balanced',
    plain,
  );
  assert.match(table, /^a\[2J b$/mu);
});

test('without mentions there is nothing to go through', () => {
  assert.equal(
    alertsTable(emptyBacktest, 'balanced', plain),
    'Nothing to go through: there are no mentions in that time.\n',
  );
});
