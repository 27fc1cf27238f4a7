import type { MessageFacts } from './facts.ts';
import { outlineOf } from './outline/outline-of.ts';
import type { Line, Outline, PostWords, Section } from './outline/outline.ts';
import { escapedMarkdown, linkElements, paragraph, run } from './teams/card.ts';
import type { Element, Style, TeamsMessage } from './teams/card.ts';
import type { Tone } from './tone.ts';

/** Teams refuses messages of 28 KB and more. */
const MOST_BYTES = 27 * 1_024;

/** What is left out, step by step, until a message is small enough: posts of an incident, and lines. */
const steps = [
  { posts: 5, lines: 25, drivers: 8, sections: 3 },
  { posts: 3, lines: 12, drivers: 5, sections: 3 },
  { posts: 1, lines: 6, drivers: 5, sections: 3 },
  { posts: 0, lines: 3, drivers: 0, sections: 1 },
] as const;

const styles: Readonly<Record<Tone, Style>> = {
  critical: 'attention',
  serious: 'warning',
  warning: 'accent',
  resolved: 'good',
  retracted: 'emphasis',
  digest: 'emphasis',
};

/** A message for Microsoft Teams, as an Adaptive Card; shortened where it would be too large. */
export function renderTeams(facts: MessageFacts, timeZone: string): TeamsMessage {
  const outline = outlineOf(facts, timeZone);
  let message = messageOf(outline);
  for (const step of steps) {
    message = messageOf(shortened(outline, step));
    if (Buffer.byteLength(JSON.stringify(message)) <= MOST_BYTES) break;
  }
  return message;
}

function shortened(outline: Outline, { posts, lines, drivers, sections }: (typeof steps)[number]): Outline {
  const left = outline.sections.length - sections;
  return {
    ...outline,
    sections: outline.sections.slice(0, sections).map((section) => ({
      ...section,
      posts: section.posts.slice(0, posts),
      drivers: section.drivers.slice(0, drivers),
    })),
    lines: outline.lines.slice(0, lines),
    linesLeftOut: outline.linesLeftOut + Math.max(0, left) + Math.max(0, outline.lines.length - lines),
  };
}

function messageOf(outline: Outline): TeamsMessage {
  const { tone, badge, title, subject, introduction, sections } = outline;
  const body: Element[] = [
    ...(introduction === null ? [] : [heading(tone, badge, title, introduction)]),
    ...sections.flatMap(sectionElements),
    ...lineElements(outline),
  ];
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          fallbackText: subject,
          msteams: { width: 'Full' },
          body,
        },
      },
    ],
  };
}

const heading = (tone: Tone, badge: string, title: string, text: string): Element => ({
  type: 'Container',
  style: styles[tone],
  bleed: true,
  items: [
    paragraph(run(`${badge} · ${title}`, { size: 'Large', weight: 'Bolder' })),
    paragraph(run(text, { size: 'Medium' })),
  ],
});

function sectionElements(section: Section): Element[] {
  const { caution, why, drivers, posts, facts, links } = section;
  const terms = drivers.flatMap(({ term, mentions, baseline }, at) => [
    run(`${at === 0 ? '' : ', '}${term}`, { weight: 'Bolder' }),
    run(` ${mentions} (${baseline})`),
  ]);
  return [
    heading(section.tone, section.badge, section.title, section.lead),
    ...(caution === null ? [] : [paragraph(run(caution, { color: 'Attention', weight: 'Bolder' }))]),
    ...(why === null ? [] : [paragraph(run('Why this is not noise: ', { weight: 'Bolder' }), run(why))]),
    ...(terms.length === 0 ? [] : [paragraph(run('Terms that stand out: '), ...terms)]),
    ...posts.map(postElement),
    {
      type: 'FactSet',
      facts: facts.map(({ label, value }) => ({ title: label, value: escapedMarkdown(value) })),
    },
    ...linkElements(links),
  ];
}

const postElement = ({ text, about, url }: PostWords): Element => ({
  type: 'Container',
  separator: true,
  items: [
    paragraph(run(`“${text}”`)),
    paragraph(
      run(about, { size: 'Small', isSubtle: true }),
      ...(url === null ? [] : [run(' · open', { size: 'Small', color: 'Accent' })]),
    ),
  ],
  ...(url === null ? {} : { selectAction: { type: 'Action.OpenUrl', title: 'Open the post', url } }),
});

function lineElements({ lines, linesLeftOut }: Outline): Element[] {
  return [
    ...lines.map(lineElement),
    ...(linesLeftOut > 0 ? [paragraph(run(`and ${linesLeftOut} more`, { isSubtle: true }))] : []),
  ];
}

const lineElement = ({ badge, title, text, link }: Line): Element => ({
  type: 'Container',
  separator: true,
  items: [
    paragraph(run(`${badge} · ${title}: `, { weight: 'Bolder' }), run(text)),
    ...(link === null || link.isAddress ? [] : linkElements([link])),
  ],
  ...(link?.isAddress === true
    ? { selectAction: { type: 'Action.OpenUrl', title: link.label, url: link.to } }
    : {}),
});
