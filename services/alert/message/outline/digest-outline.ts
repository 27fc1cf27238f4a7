import { severities, type DigestFacts } from '../facts.ts';
import { count, counted, percent } from '../figures.ts';
import { linkTo } from '../link.ts';
import { moment } from '../moments.ts';
import { oneLine } from '../one-line.ts';
import { toneOf } from '../tone.ts';
import { MOST_LINES } from './alert-outline.ts';
import type { Line, Outline } from './outline.ts';
import { kindNames, severityNames } from './phrases.ts';

type Entry = DigestFacts['entries'][number];

/** The words of a digest: a line an entry, the most severe first, then as they happened. */
export function digestOutline({ reason, entries }: DigestFacts, timeZone: string): Outline {
  const sorted = entries.toSorted(
    (one, other) =>
      severities.indexOf(other.severity) - severities.indexOf(one.severity) || one.at.localeCompare(other.at),
  );
  const title = `${counted(entries.length, 'alert message')} held back`;
  return {
    tone: 'digest',
    badge: 'Digest',
    title,
    subject: `Digest: ${title}`,
    introduction: `Why: ${oneLine(reason, 160) || 'not said'}.`,
    sections: [],
    lines: sorted.slice(0, MOST_LINES).map((entry) => lineOf(entry, timeZone)),
    linesLeftOut: Math.max(0, entries.length - MOST_LINES),
  };
}

function lineOf(entry: Entry, timeZone: string): Line {
  const { event, at, severity, kind, negative, mentions, baselineShare } = entry;
  const figures = `${count(negative)} of ${counted(mentions, 'mention')} negative (usual ${percent(baselineShare)})`;
  return {
    tone: toneOf(event, severity),
    badge: `${severityNames[severity]}, ${event}`,
    title: oneLine(entry.product, 80) || 'a product',
    text: `${moment(at, timeZone)}, ${kindNames[kind]}, ${figures}`,
    link: linkTo('Show', entry.link),
  };
}
