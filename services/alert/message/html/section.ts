import type { DriverWords, Fact, PostWords, Section } from '../outline/outline.ts';
import { looks, type Tone } from '../tone.ts';
import { barsHtml } from './bars.ts';
import { anchor, bodyRow, caption, colours, html, linksHtml, row, table } from './elements.ts';

/** The coloured head of a message. */
export const headRow = (tone: Tone, badge: string, title: string): string =>
  row(
    `<div style="font-size:13px;font-weight:700;letter-spacing:.06em;text-transform:uppercase;">${html(badge)}</div>` +
      `<div style="font-size:24px;line-height:1.25;font-weight:700;padding-top:2px;">${html(title)}</div>`,
    `padding:20px 24px;color:#ffffff;background:${looks[tone].colour};`,
  );

/** The head of an incident among several. */
const innerHeadRow = (tone: Tone, badge: string, title: string): string =>
  row(
    `<div style="font-size:13px;font-weight:700;letter-spacing:.06em;text-transform:uppercase;color:${looks[tone].colour};">${html(badge)}</div>` +
      `<div style="font-size:21px;line-height:1.25;font-weight:700;padding-top:2px;">${html(title)}</div>`,
    `padding:16px 24px 0;color:${colours.ink};background:${colours.plane};border-top:4px solid ${looks[tone].colour};`,
  );

/** Rows of one incident, which is the message or one of `several` in it. */
export function sectionRows(section: Section, several: boolean): string {
  const { colour } = looks[section.tone];
  const { lead, bars, caution, why, drivers, posts, facts, links } = section;
  return [
    (several ? innerHeadRow : headRow)(section.tone, section.badge, section.title),
    bodyRow(
      `<div style="font-size:18px;line-height:1.4;font-weight:600;">${html(lead)}</div>` +
        (bars.length === 0 ? '' : barsHtml(bars, colour)),
    ),
    caution === null ? '' : bodyRow(cautionHtml(caution)),
    why === null ? '' : bodyRow(`<b>Why this is not noise:</b> ${html(why)}`, 16),
    posts.length === 0 ? bodyRow(factsHtml(facts)) : '',
    links.length === 0 ? '' : bodyRow(linksHtml(links, colour)),
    drivers.length === 0 ? '' : bodyRow(caption('Terms that stand out') + drivers.map(driverHtml).join('')),
    posts.length === 0
      ? ''
      : bodyRow(caption('Posts') + posts.map((post) => postHtml(post, colour)).join('')) +
        bodyRow(factsHtml(facts)),
  ].join('');
}

const cautionHtml = (text: string): string =>
  `<div style="background:${colours.amber};color:${colours.amberInk};border-radius:8px;padding:10px 14px;font-weight:600;">${html(text)}</div>`;

const driverHtml = ({ term, mentions, baseline }: DriverWords): string =>
  `<span style="display:inline-block;margin:0 6px 6px 0;padding:4px 10px;border-radius:14px;background:${colours.shade};color:${colours.ink};font-size:14px;">` +
  `<b>${html(term)}</b> ${html(mentions)} <span style="color:${colours.soft};font-size:12px;">${html(baseline)}</span></span>`;

function postHtml({ text, about, url }: PostWords, colour: string): string {
  const open = url === null ? '' : ` · ${anchor(url, 'open', colour)}`;
  return (
    `<div style="margin:0 0 12px;padding:1px 0 1px 14px;border-left:3px solid ${colours.line};">` +
    `<div dir="auto" style="overflow-wrap:anywhere;">${html(text)}</div>` +
    `<div style="font-size:13px;color:${colours.soft};padding-top:2px;">${html(about)}${open}</div></div>`
  );
}

function factsHtml(facts: readonly Fact[]): string {
  const cell = `padding:6px 0;border-top:1px solid ${colours.line};font-size:14px;line-height:1.45;vertical-align:top;`;
  const rows = facts.map(
    ({ label, value }) =>
      `<tr><td width="108" style="${cell}color:${colours.soft};">${html(label)}</td>` +
      `<td style="${cell}color:${colours.ink};overflow-wrap:anywhere;">${html(value)}</td></tr>`,
  );
  return table(rows.join(''));
}
