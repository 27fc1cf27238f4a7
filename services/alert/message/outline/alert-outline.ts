import { severities, type AlertEvent, type AlertFacts, type IncidentFacts } from '../facts.ts';
import { counted, duration } from '../figures.ts';
import { oneLine } from '../one-line.ts';
import { toneOf } from '../tone.ts';
import { closedSection } from './closed-section.ts';
import { openSection } from './open-section.ts';
import type { Line, Outline, Section } from './outline.ts';
import { linkTo } from '../link.ts';
import { badgeOf, figuresShort, productName } from './phrases.ts';

/** Incidents of a message that are told in full; the others get a line. */
const IN_FULL = 3;
export const MOST_LINES = 25;

/** The words of an alert about one incident, or several of one brand. */
export function alertOutline({ event, brand, incidents }: AlertFacts, timeZone: string): Outline {
  const worstFirst = incidents.toSorted(byUrgency);
  const [worst, ...others] = worstFirst;
  if (worst === undefined) throw new RangeError('an alert is about at least one incident');
  const badge = badgeOf(event, worst);
  const several = others.length > 0;
  const products = howMany(incidents);
  const brandName = oneLine(brand ?? '', 60);
  const title = several ? (brandName === '' ? products : `${brandName}, ${products}`) : productName(worst);
  const posts = several ? 3 : 5;
  const rest = worstFirst.slice(IN_FULL);
  return {
    tone: toneOf(event, worst.severity),
    badge,
    title,
    subject: `${badge}: ${several ? `${title}; ` : ''}${inShort(event, worst)}`,
    introduction: several ? introductionOf(event, products) : null,
    sections: worstFirst.slice(0, IN_FULL).map((incident) => sectionOf(event, incident, timeZone, posts)),
    lines: rest.slice(0, MOST_LINES).map((incident) => lineOf(event, incident)),
    linesLeftOut: Math.max(0, rest.length - MOST_LINES),
  };
}

function howMany(incidents: readonly IncidentFacts[]): string {
  const products = new Set(incidents.map(({ product }) => product.id)).size;
  return products > 1 ? counted(products, 'product') : counted(incidents.length, 'incident');
}

const byUrgency = (one: IncidentFacts, other: IncidentFacts): number =>
  severities.indexOf(other.severity) - severities.indexOf(one.severity) || other.negative - one.negative;

function sectionOf(event: AlertEvent, incident: IncidentFacts, timeZone: string, posts: number): Section {
  return event === 'resolved' || event === 'retracted'
    ? closedSection(event, incident, timeZone)
    : openSection(event, incident, timeZone, posts);
}

const lineOf = (event: AlertEvent, incident: IncidentFacts): Line => ({
  tone: toneOf(event, incident.severity),
  badge: badgeOf(event, incident),
  title: productName(incident),
  text: figuresShort(incident),
  link: linkTo('Show', incident.links.show),
});

/** `Aero X1: 70 % negative in the last hour (usual 18 %, ×3.9)` */
function inShort(event: AlertEvent, incident: IncidentFacts): string {
  const name = productName(incident);
  if (event === 'retracted') return `${name}, please disregard the alert`;
  if (event !== 'resolved') return `${name}, ${figuresShort(incident)}`;
  const { openedAt, resolvedAt } = incident;
  return resolvedAt === null ? `${name} is back to usual` : `${name} after ${duration(openedAt, resolvedAt)}`;
}

const introductions: Readonly<Record<AlertEvent, string>> = {
  opened: 'of one brand fire together. The worst first.',
  escalated: 'of one brand got worse together. The worst first.',
  resolved: 'of one brand are back to usual.',
  retracted: 'of one brand: please disregard the alerts about them.',
};

const introductionOf = (event: AlertEvent, products: string): string => `${products} ${introductions[event]}`;
