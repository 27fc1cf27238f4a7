import type { IncidentFacts } from '../facts.ts';
import { duration } from '../figures.ts';
import { linkTo } from '../link.ts';
import { moment, span } from '../moments.ts';
import type { Fact, Section } from './outline.ts';
import { badgeOf, figuresThen, incidentFact, incidentTitle } from './phrases.ts';

/** An incident that is over, or never was one: how long, the peak, what now. */
export function closedSection(
  event: 'resolved' | 'retracted',
  incident: IncidentFacts,
  timeZone: string,
): Section {
  const resolved = event === 'resolved';
  const { links } = incident;
  return {
    tone: event,
    badge: badgeOf(event, incident),
    title: incidentTitle(incident),
    lead: resolved ? lastedOf(incident) : 'What was announced does not stand',
    bars: [],
    why: null,
    caution: null,
    facts: [
      ...timesOf(incident, timeZone),
      { label: resolved ? 'Peak' : 'Announced', value: figuresThen(incident) },
      { label: 'What now', value: resolved ? NOTHING_TO_DO : DISREGARD },
      incidentFact(incident),
    ],
    drivers: [],
    posts: [],
    links: [linkTo('Show', links.show), resolved ? linkTo('Mark as expected', links.expected) : null].filter(
      (link) => link !== null,
    ),
  };
}

const NOTHING_TO_DO =
  'Nothing to do. If it comes back soon, it opens again in this thread. If it was expected, say so, and it stays out of the baseline.';

const DISREGARD =
  'Please disregard the alert. With the corrected sentiment, what is left is not unusual; the figures are recomputed.';

const lastedOf = ({ openedAt, resolvedAt }: IncidentFacts): string =>
  resolvedAt === null ? 'Back to usual' : `Back to usual after ${duration(openedAt, resolvedAt)}`;

function timesOf({ openedAt, resolvedAt }: IncidentFacts, timeZone: string): Fact[] {
  return resolvedAt === null
    ? [{ label: 'Opened', value: moment(openedAt, timeZone) }]
    : [{ label: 'Lasted', value: span(openedAt, resolvedAt, timeZone) }];
}
