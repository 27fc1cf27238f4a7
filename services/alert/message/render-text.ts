import type { MessageFacts } from './facts.ts';
import type { Link } from './link.ts';
import type { Fact, Line, Outline, PostWords, Section } from './outline/outline.ts';
import { outlineOf } from './outline/outline-of.ts';
import { wrap } from './wrap.ts';

const WIDTH = 78;

/** A message as plain text, for a terminal and for mail clients that show no HTML. `subject` is one line. */
export function renderText(facts: MessageFacts, timeZone: string): { subject: string; text: string } {
  const outline = outlineOf(facts, timeZone);
  const blocks = [
    outline.introduction === null ? null : opening(outline, outline.introduction),
    ...outline.sections.map(sectionText),
    outline.lines.length === 0 ? null : linesText(outline),
  ];
  return { subject: outline.subject, text: `${joined(blocks, '\n\n')}\n` };
}

const opening = ({ badge, title }: Outline, introduction: string): string =>
  `${badge.toUpperCase()} · ${title}\n${wrap(introduction, WIDTH)}`;

/** The lead is not wrapped: what matters most stays on one line. */
function sectionText(section: Section): string {
  return joined(
    [
      `${section.badge.toUpperCase()} · ${section.title}\n${section.lead}.`,
      section.caution === null ? null : wrap(`! ${section.caution}`, WIDTH - 2, 2),
      section.why === null ? null : wrap(`Why this is not noise: ${section.why}`, WIDTH),
      driversText(section),
      postsText(section.posts),
      factsText(section.facts),
      section.links.map(linkText).join('\n'),
    ],
    '\n\n',
  );
}

function driversText({ drivers }: Section): string | null {
  if (drivers.length === 0) return null;
  const terms = drivers.map(({ term, mentions, baseline }) => `${term} ${mentions} (${baseline})`);
  return `Terms that stand out\n  ${wrap(terms.join(', '), WIDTH - 2, 2)}`;
}

function postsText(posts: readonly PostWords[]): string | null {
  if (posts.length === 0) return null;
  const texts = posts.map(({ text, about, url }, at) =>
    joined([`  ${at + 1}. ${wrap(`“${text}”`, WIDTH - 5, 5)}`, `     ${about}`, url && `     ${url}`], '\n'),
  );
  return `Posts\n${texts.join('\n')}`;
}

const factsText = (facts: readonly Fact[]): string =>
  facts.map(({ label, value }) => labelled(label, wrap(value, WIDTH - 18, 18))).join('\n');

const linkText = ({ label, to }: Link): string => labelled(label, to);

const labelled = (label: string, value: string): string => `${label.padEnd(18)}${value}`;

function linesText({ sections, lines, linesLeftOut }: Outline): string {
  const texts = [...lines.map(lineText), ...(linesLeftOut > 0 ? [`and ${linesLeftOut} more`] : [])];
  return `${sections.length > 0 ? 'Also\n' : ''}${texts.join('\n')}`;
}

const lineText = ({ badge, title, text, link }: Line): string =>
  joined([wrap(`• ${badge} · ${title}: ${text}`, WIDTH - 2, 2), link && `  ${link.to}`], '\n');

const joined = (parts: readonly (string | null)[], between: string): string =>
  parts.filter((part) => part !== null && part !== '').join(between);
