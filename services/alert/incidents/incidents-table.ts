import { textTable } from '../backtest/text-table.ts';
import type { Severity } from '../detection/severity.ts';
import { count, duration, expected, multipleOf, percent } from '../message/figures.ts';
import { oneLine } from '../message/one-line.ts';
import { wrap } from '../message/wrap.ts';
import { iso, minuteText, type Palette } from '../settings/output.ts';
import type { Flood } from './floods.ts';
import type { IncidentSummary, Status } from './incident-summary.ts';
import type { ProductOnHold } from './on-hold.ts';

export interface IncidentsView {
  readonly incidents: readonly IncidentSummary[];
  readonly onHold: readonly ProductOnHold[];
  readonly floods: readonly Flood[];
}

interface Frame {
  /** Milliseconds UTC. */
  readonly now: number;
  readonly columns: number;
  readonly palette: Palette;
}

/** So much of an id tells incidents apart. */
export const SHORT_ID = 8;

/** Incidents for people, one a line; below them what is not decided now, and what was seen and is no incident. Times in UTC. */
export function incidentsTable({ incidents, onHold, floods }: IncidentsView, frame: Frame): string {
  const blocks = [
    incidents.length === 0 ? ['No incidents.'] : incidentLines(incidents, frame),
    onHold.length === 0 ? [] : holdLines(onHold, frame),
    floods.length === 0 ? [] : floodLines(floods, frame),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => `${line}\n`).join(''))
    .join('\n');
}

const headings = [
  'ID',
  'OPENED (UTC)',
  'LASTED',
  'PRODUCT',
  'KIND',
  'SEVERITY',
  'STATUS',
  'NEGATIVE',
  'USUAL',
];

function incidentLines(incidents: readonly IncidentSummary[], { now, palette }: Frame): string[] {
  const rows = incidents.map((incident) => [
    incident.id.slice(0, SHORT_ID),
    minuteText(incident.openedAt),
    lastedText(incident, now),
    oneLine(incident.product, 14),
    incident.kind,
    severityText(incident.severity, palette),
    statusText(incident, palette),
    shareText(incident),
    usualText(incident),
  ]);
  const lines = textTable([headings.map((heading) => palette.dim(heading)), ...rows], new Set([2]));
  const historical = incidents.some((incident) => incident.historical);
  return historical ? [...lines, palette.dim('* found in history: nobody was told')] : lines;
}

/** How long it lasted, or has lasted until now. */
function lastedText({ openedAt, resolvedAt }: IncidentSummary, now: number): string {
  return duration(iso(openedAt), iso(resolvedAt ?? Math.max(now, openedAt))).replace(
    'under a minute',
    '< 1 min',
  );
}

export const severityText = (severity: Severity, palette: Palette): string =>
  ({
    warning: palette.yellow,
    serious: palette.red,
    critical: (text: string) => palette.bold(palette.red(text)),
  })[severity](severity);

export function statusText({ status, historical }: IncidentSummary, palette: Palette): string {
  const paint: Readonly<Record<Status, (text: string) => string>> = {
    firing: palette.bold,
    escalated: palette.bold,
    resolved: palette.green,
    retracted: palette.dim,
  };
  return `${paint[status](status)}${historical ? '*' : ''}`;
}

/** `212/301 (70 %)` */
const shareText = ({ negative, mentions }: IncidentSummary): string =>
  `${count(negative)}/${count(mentions)} (${percent(mentions > 0 ? negative / mentions : 0)})`;

/** Tone is measured against the usual share, a surge against the usual number. */
export function usualText(incident: IncidentSummary): string {
  const { kind, negative, mentions, baselineShare, expected: usual } = incident;
  if (kind === 'surge') return `${expected(usual)} ${multipleOf(negative / Math.max(usual, 1e-9))}`;
  const share = mentions > 0 ? negative / mentions : 0;
  return `${percent(baselineShare)} ${multipleOf(share / Math.max(baselineShare, 1e-9))}`;
}

function holdLines(onHold: readonly ProductOnHold[], { columns, palette }: Frame): string[] {
  return [
    palette.bold('On hold: nothing is decided about these products now'),
    ...onHold.map(
      ({ product, reasons }) =>
        `  ${wrap(`${oneLine(product, 24)}: data incomplete: ${reasons.join('; ')}`, columns - 4, 4)}`,
    ),
  ];
}

const nouns = { copies: 'copies of a few posts', authors: 'by a few authors' } as const;

function floodLines(floods: readonly Flood[], { columns, palette }: Frame): string[] {
  return [
    palette.bold('Floods: seen, and no incident'),
    ...floods.flatMap(({ startedAt, lastSeenAt, product, kind, mentions, counted, example }) => [
      `  ${minuteText(startedAt)}  ${oneLine(product, 24)}: ${count(mentions)} negative mentions in ` +
        `${duration(iso(startedAt), iso(lastSeenAt))}, ${nouns[kind]}; ${count(counted)} of them count`,
      palette.dim(`  ${' '.repeat(18)}“${oneLine(example, columns - 24)}”`),
    ]),
  ];
}
