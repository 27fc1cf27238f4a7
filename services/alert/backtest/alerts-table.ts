import type colours from 'picocolors';
import { count, counted, duration, multipleOf, percent } from '../message/figures.ts';
import { span } from '../message/moments.ts';
import { oneLine } from '../message/one-line.ts';
import type { Severity } from '../detection/severity.ts';
import type { Sensitivity } from '../detection/sensitivity.ts';
import { summaries, type Alert, type Backtest } from './alert.ts';
import { textTable } from './text-table.ts';

type Colours = ReturnType<typeof colours.createColors>;

/** A backtest for people: the alerts of each product at one sensitivity, then all three sensitivities. Times in UTC. */
export function alertsTable(backtest: Backtest, sensitivity: Sensitivity, colours: Colours): string {
  const { counts, period } = backtest;
  if (!period) return 'Nothing to go through: there are no mentions in that time.\n';
  const alerts = backtest.alerts[sensitivity];
  const products = counts.map(({ product }) => ({
    product,
    own: alerts.filter((alert) => alert.product === product),
  }));
  const quiet = products.filter(({ own }) => own.length === 0).length;
  const title = `${counted(alerts.length, 'alert')} at ${sensitivity}`;
  return [
    `${colours.bold(title)} · ${counted(counts.length, 'product')} · ${span(iso(period.from), iso(period.to), 'UTC')}`,
    ...products.flatMap(({ product, own }) => (own.length === 0 ? [] : productLines(product, own, colours))),
    ...(quiet > 0 ? ['', `No alerts for ${counted(quiet, 'product')}.`] : []),
    '',
    ...summaryLines(backtest, sensitivity, colours),
    '',
    colours.dim(
      'LATE: from where the excess begins to the alert. `tonewatch backtest --help` says how it is found.',
    ),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

const headings = [
  'OPENED (UTC)',
  'LASTED',
  'KIND',
  'SEVERITY',
  'WINDOW',
  'NEGATIVE',
  'USUAL',
  'MULTIPLE',
  'LATE',
];

function productLines(product: string, alerts: readonly Alert[], colours: Colours): string[] {
  const rows = [
    headings.map((heading) => colours.dim(heading)),
    ...alerts.map((alert) => [
      iso(alert.openedAt).slice(0, 16).replace('T', ' '),
      alert.resolvedAt === null ? 'open' : duration(iso(alert.openedAt), iso(alert.resolvedAt)),
      alert.kind,
      severityOf(alert, colours),
      alert.window,
      `${count(alert.negative)} of ${count(alert.mentions)} (${percent(alert.negative / alert.mentions)})`,
      percent(alert.baselineShare),
      multiple(alert),
      duration(iso(alert.excessSince), iso(alert.openedAt)),
    ]),
  ];
  const lines = textTable(rows, new Set([1, 5, 6, 8]));
  return ['', colours.bold(oneLine(product, 80)), ...lines.map((line) => `  ${line}`)];
}

/** A tone shift is a multiple of the usual share, a surge one of the usual number. */
const multiple = ({ kind, negative, mentions, baselineShare, expected }: Alert): string =>
  kind === 'tone'
    ? `${multipleOf(negative / mentions / baselineShare)} share`
    : `${multipleOf(negative / expected)} number`;

function severityOf({ severity, peakSeverity }: Alert, colours: Colours): string {
  const paint: Readonly<Record<Severity, (text: string) => string>> = {
    warning: colours.yellow,
    serious: colours.red,
    critical: (text) => colours.bold(colours.red(text)),
  };
  const opened = paint[severity](severity);
  return peakSeverity === severity ? opened : `${opened} → ${paint[peakSeverity](peakSeverity)}`;
}

function summaryLines(backtest: Backtest, chosen: Sensitivity, colours: Colours): string[] {
  const rows = [
    ['SENSITIVITY', 'ALERTS', 'A PRODUCT-WEEK', 'MEDIAN LATE'].map((heading) => colours.dim(heading)),
    ...summaries(backtest).map(({ sensitivity, alerts, perProductWeek, medianMinutesLate }) =>
      [
        sensitivity,
        count(alerts),
        perProductWeek === null ? '–' : rate(perProductWeek),
        medianMinutesLate === null ? '–' : duration(iso(0), iso(medianMinutesLate * 60_000)),
      ].map((cell) => (sensitivity === chosen ? colours.bold(cell) : cell)),
    ),
  ];
  return textTable(rows, new Set([1, 2, 3]));
}

const rate = (value: number): string => (value > 0 && value < 0.005 ? 'under 0.01' : value.toFixed(2));

const iso = (time: number): string => new Date(time).toISOString();
