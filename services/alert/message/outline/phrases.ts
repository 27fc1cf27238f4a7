import type { AlertEvent, IncidentFacts, IncidentKind, Severity } from '../facts.ts';
import {
  count,
  expected,
  lastWindow,
  multipleOf,
  percent,
  percentInterval,
  windowLength,
} from '../figures.ts';
import { oneLine } from '../one-line.ts';

import type { Fact } from './outline.ts';

/** Phrases that several kinds of messages use. */

export const severityNames: Readonly<Record<Severity, string>> = {
  warning: 'Warning',
  serious: 'Serious',
  critical: 'Critical',
};

export const kindNames: Readonly<Record<IncidentKind, string>> = {
  tone: 'tone shift',
  surge: 'negative surge',
};

export const productName = ({ product }: IncidentFacts): string =>
  oneLine(product.name, 80) || oneLine(product.id, 80) || 'a product';

/** `Aero X1 · tone shift`, `X1 (Aero) · tone shift` */
export function incidentTitle(incident: IncidentFacts): string {
  const name = productName(incident);
  const brand = oneLine(incident.product.brand ?? '', 60);
  return `${name}${name.includes(brand) ? '' : ` (${brand})`} · ${kindNames[incident.kind]}`;
}

/** `Critical`, `Critical, escalated`, `Resolved`. */
export function badgeOf(event: AlertEvent, { severity }: IncidentFacts): string {
  if (event === 'resolved') return 'Resolved';
  if (event === 'retracted') return 'Retracted';
  return event === 'escalated' ? `${severityNames[severity]}, escalated` : severityNames[severity];
}

/** `212 of 301 mentions negative (70 %, 65–75 %) in the last hour; usual is 18 %, ×3.9` */
export const figuresNow = (incident: IncidentFacts): string =>
  `${figures(incident)} in ${lastWindow(incident.window)}; ${usual(incident)}`;

/** As `figuresNow`, of a window that is over. */
export const figuresThen = (incident: IncidentFacts): string =>
  `${figures(incident)} within ${windowLength(incident.window)}; ${usual(incident)}`;

const figures = ({ negative, mentions, negativeShare, interval }: IncidentFacts): string =>
  `${count(negative)} of ${count(mentions)} mentions negative ` +
  `(${percent(negativeShare)}, ${percentInterval(interval)})`;

/** A tone shift is measured against the usual share, a surge against the usual number. */
const usual = ({ kind, baselineShare, expectedNegative, multiple }: IncidentFacts): string =>
  `usual is ${kind === 'tone' ? percent(baselineShare) : expected(expectedNegative)}, ${multipleOf(multiple)}`;

/** `70 % negative in the last hour (usual 18 %, ×3.9)` */
export function figuresShort(incident: IncidentFacts): string {
  const { kind, negative, negativeShare, baselineShare, expectedNegative, multiple, window } = incident;
  const [now, before] =
    kind === 'tone'
      ? [percent(negativeShare), percent(baselineShare)]
      : [count(negative), expected(expectedNegative)];
  return `${now} negative in ${lastWindow(window)} (usual ${before}, ${multipleOf(multiple)})`;
}

/** By which commands know it. */
export const incidentFact = ({ id }: IncidentFacts): Fact => ({
  label: 'Incident',
  value: oneLine(id, 80) || 'unknown',
});
