import type { Driver, Exemplar, IncidentFacts } from '../facts.ts';
import { count, counted, duration, expected, percent, windowLength } from '../figures.ts';
import { addressOf, linkTo, type Link } from '../link.ts';
import { momentBeside, span } from '../moments.ts';
import { oneLine } from '../one-line.ts';
import { listed, listedShares } from './lists.ts';
import type { Bar, DriverWords, Fact, PostWords, Section } from './outline.ts';
import { badgeOf, figuresNow, incidentFact, incidentTitle } from './phrases.ts';

const MOST_DRIVERS = 8;
const POST_LENGTH = 240;

/** An incident that goes on: everything that helps to judge it, with at most `posts` exemplars. */
export function openSection(
  event: 'opened' | 'escalated',
  incident: IncidentFacts,
  timeZone: string,
  posts: number,
): Section {
  const { completeness } = incident;
  const reasons = listed(completeness.reasons, 4, 160);
  return {
    tone: incident.severity,
    badge: badgeOf(event, incident),
    title: incidentTitle(incident),
    lead: figuresNow(incident),
    bars: barsOf(incident),
    why: oneLine(incident.why, 300) || null,
    caution: completeness.complete ? null : `Data incomplete${reasons === '' ? '' : `: ${reasons}`}`,
    facts: [...timesOf(incident, timeZone), ...factsOf(incident)],
    drivers: incident.drivers.slice(0, MOST_DRIVERS).map(driverWords),
    posts: incident.exemplars
      .slice(0, posts)
      .map((exemplar) => postWords(exemplar, incident.windowEnd, timeZone)),
    links: actionsOf(incident),
  };
}

/** Shares of a tone shift, numbers of a surge. */
function barsOf({ kind, negative, negativeShare, baselineShare, expectedNegative }: IncidentFacts): Bar[] {
  const most = Math.max(1, negative, expectedNegative);
  const part = (value: number): number => Math.max(0, value) / most;
  return kind === 'tone'
    ? [
        { label: 'Now', length: negativeShare, figure: percent(negativeShare) },
        { label: 'Usual', length: baselineShare, figure: percent(baselineShare) },
      ]
    : [
        { label: 'Now', length: part(negative), figure: count(negative) },
        { label: 'Usual', length: part(expectedNegative), figure: expected(expectedNegative) },
      ];
}

function timesOf(incident: IncidentFacts, timeZone: string): Fact[] {
  const { windowStart, windowEnd, firstSeenAt, openedAt, detectedAt, escalatedAt } = incident;
  const beside = (time: string): string => momentBeside(time, windowEnd, timeZone);
  return [
    {
      label: 'Window',
      value: `${span(windowStart, windowEnd, timeZone)} (${windowLength(incident.window)})`,
    },
    { label: 'First seen', value: beside(firstSeenAt) },
    { label: 'Opened', value: beside(openedAt) },
    {
      label: 'Detected',
      value: `${beside(detectedAt)}, ${duration(firstSeenAt, detectedAt)} after it was first seen`,
    },
    ...(escalatedAt === null ? [] : [{ label: 'Escalated', value: beside(escalatedAt) }]),
  ];
}

function factsOf(incident: IncidentFacts): Fact[] {
  const { authors, reach, amplification, baselineShare, expectedNegative, completeness } = incident;
  return [
    {
      label: 'Usual',
      value: `${percent(baselineShare)} negative, ${expected(expectedNegative)} in such a window`,
    },
    {
      label: 'Authors',
      value: `${count(authors.distinct)} distinct; the busiest wrote ${percent(authors.topShare)} of all mentions`,
    },
    { label: 'Reach', value: reach === null ? 'unknown' : counted(reach, 'follower') },
    {
      label: 'Amplification',
      value: `${counted(amplification.mentions, 'mention')} with copies; ${count(amplification.copies)} not counted`,
    },
    { label: 'Sources', value: listedShares(incident.sources) || 'unknown' },
    { label: 'Languages', value: listedShares(incident.languages) || 'unknown' },
    { label: 'Model', value: oneLine(incident.model, 80) || 'unknown' },
    ...(completeness.complete ? [{ label: 'Data', value: 'complete' }] : []),
    incidentFact(incident),
  ];
}

const driverWords = ({ term, mentions, baselineMentions }: Driver): DriverWords => ({
  term: oneLine(term, 40) || '(blank)',
  mentions: count(mentions),
  baseline: baselineMentions <= 0 ? 'new' : `${count(baselineMentions)} in the baseline`,
});

function postWords(exemplar: Exemplar, windowEnd: string, timeZone: string): PostWords {
  const { platform, postedAt, negative, reach, copies } = exemplar;
  const about = [
    oneLine(platform, 40),
    momentBeside(postedAt, windowEnd, timeZone),
    `${percent(negative)} negative`,
    ...(reach === null ? [] : [counted(reach, 'follower')]),
    ...(copies > 1 ? [`seen ${count(copies)} times`] : []),
  ];
  return {
    text: oneLine(exemplar.text, POST_LENGTH) || '(no text)',
    about: about.filter((part) => part !== '').join(' · '),
    url: addressOf(exemplar.url),
  };
}

const actionsOf = ({ links }: IncidentFacts): Link[] =>
  [
    linkTo('Show', links.show),
    linkTo('Mute', links.mute),
    linkTo('Mark as expected', links.expected),
    linkTo('Wrong sentiment', links.wrongSentiment),
  ].filter((link) => link !== null);
