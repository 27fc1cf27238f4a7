import type { MessageFacts } from './facts.ts';
import type { Link } from './link.ts';
import { oneLine } from './one-line.ts';
import { outlineOf } from './outline/outline-of.ts';
import type { Line, Outline, PostWords, Section } from './outline/outline.ts';
import { context, fields, header, quotation, section, slackLimits, type Block } from './slack/blocks.ts';
import { codeMrkdwn, escapedMrkdwn, escapedWithin, linkMrkdwn } from './slack/mrkdwn.ts';
import { looks } from './tone.ts';

/** What an incoming webhook of Slack takes. */
export interface SlackMessage {
  /** Shown in notifications, and by receivers that know no blocks. */
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly attachments: readonly {
    readonly color: string;
    readonly fallback: string;
    readonly blocks: readonly Block[];
  }[];
}

/** With these and three incidents in full a message stays below 50 blocks. */
const LINE_BLOCKS = 6;

/**
 * A message for Slack. What matters within seconds is above the coloured attachments, which Slack folds when they are long.
 * Links are text, not buttons: a button would need an app that answers Slack.
 */
export function renderSlack(facts: MessageFacts, timeZone: string): SlackMessage {
  const outline = outlineOf(facts, timeZone);
  const { tone, badge, title, introduction, sections } = outline;
  const single = introduction === null;
  const heading = `${looks[tone].mark} ${badge}: ${title}`;
  return {
    text: escapedMrkdwn([outline.subject, ...sections.map(({ lead }) => lead)].join('\n')),
    blocks: [
      header(oneLine(heading, slackLimits.header)),
      ...(single ? sections.flatMap(lead) : [section(escapedMrkdwn(introduction))]),
      ...lineBlocks(outline),
    ],
    attachments: sections.map((each) => ({
      color: looks[each.tone].colour,
      fallback: escapedMrkdwn(`${each.badge}: ${each.title}. ${each.lead}`),
      blocks: single ? details(each) : [...titledLead(each), ...details(each)],
    })),
  };
}

const lead = (each: Section): Block[] => [section(`*${escapedMrkdwn(each.lead)}*`), ...remarks(each)];

const titledLead = (each: Section): Block[] => [
  section(`*${escapedMrkdwn(`${each.badge} · ${each.title}`)}*\n${escapedMrkdwn(each.lead)}`),
  ...remarks(each),
];

function remarks({ caution, why }: Section): Block[] {
  return [
    ...(caution === null ? [] : [section(`⚠️ *${escapedWithin(caution, 2_900)}*`)]),
    ...(why === null ? [] : [section(`*Why this is not noise:* ${escapedWithin(why, 2_900)}`)]),
  ];
}

function details({ drivers, posts, facts, links }: Section): Block[] {
  const terms = drivers.map(
    ({ term, mentions, baseline }) => `${codeMrkdwn(term)} ${mentions} (${baseline})`,
  );
  return [
    ...(terms.length === 0 ? [] : [section(`*Terms that stand out*\n${terms.join('  ·  ')}`)]),
    ...posts.flatMap(postBlocks),
    ...fields(facts.map(({ label, value }) => `*${label}*\n${escapedWithin(value, 1_900)}`)),
    ...(links.length === 0 ? [] : [section(linksText(links))]),
  ];
}

function postBlocks({ text, about, url }: PostWords): Block[] {
  const open = url === null ? '' : `  ·  ${linkMrkdwn({ label: 'Open', to: url, isAddress: true })}`;
  return [quotation(`“${text}”`), context(`${escapedMrkdwn(about)}${open}`)];
}

function linksText(links: readonly Link[]): string {
  const addresses = links.filter(({ isAddress }) => isAddress).map(linkMrkdwn);
  const commands = links.filter(({ isAddress }) => !isAddress).map(linkMrkdwn);
  return [addresses.join('  ·  '), ...commands].filter((text) => text !== '').join('\n');
}

/** Lines, as many in a block as it takes. */
function lineBlocks({ lines, linesLeftOut }: Outline): Block[] {
  const blocks: string[] = [];
  let told = 0;
  for (const text of lines.map(lineText)) {
    const joined = `${blocks.at(-1) ?? ''}\n${text}`.trim();
    if (blocks.length > 0 && joined.length <= slackLimits.section) blocks[blocks.length - 1] = joined;
    else if (blocks.length < LINE_BLOCKS) blocks.push(text);
    else break;
    told += 1;
  }
  const more = lines.length - told + linesLeftOut;
  return [...blocks.map(section), ...(more > 0 ? [context(`and ${more} more`)] : [])];
}

const lineText = ({ tone, badge, title, text, link }: Line): string =>
  `${looks[tone].mark} *${escapedMrkdwn(`${badge} · ${title}`)}*: ${escapedMrkdwn(text)}` +
  (link === null ? '' : ` ${linkMrkdwn(link)}`);
