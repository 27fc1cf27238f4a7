import { escaped } from '#shared/classifier/report/svg/svg.ts';
import type { MessageFacts } from './facts.ts';
import { anchor, bodyRow, code, colours, fonts, html, row, table } from './html/elements.ts';
import { headRow, sectionRows } from './html/section.ts';
import { outlineOf } from './outline/outline-of.ts';
import type { Line, Outline } from './outline/outline.ts';
import { looks } from './tone.ts';

/** A message as an HTML mail: tables and inline styles, nothing loaded from anywhere, readable from 320 px on. */
export function renderHtml(facts: MessageFacts, timeZone: string): string {
  const outline = outlineOf(facts, timeZone);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<meta name="supported-color-schemes" content="light">
<title>${escaped(outline.subject)}</title>
</head>
<body style="margin:0;padding:0;background:${colours.shade};">
${preheader(outline)}
${table(`<tr><td align="center" style="padding:24px 10px;">${card(outline)}</td></tr>`, `background:${colours.shade};`)}
</body>
</html>
`;
}

/** What a list of mails shows beside the subject; the blanks keep what follows out of it. */
const preheader = ({ introduction, sections }: Outline): string =>
  `<div style="display:none;max-height:0;overflow:hidden;">${html(sections[0]?.lead ?? introduction ?? '')}${'&nbsp;&zwnj;'.repeat(60)}</div>`;

const gap = bodyRow('', 24);

function card(outline: Outline): string {
  const { tone, badge, title, introduction, sections } = outline;
  const rows = [
    introduction === null
      ? ''
      : headRow(tone, badge, title) + bodyRow(html(introduction)) + (sections.length > 0 ? gap : ''),
    sections.map((section) => sectionRows(section, introduction !== null)).join(gap),
    sections.length > 0 && outline.lines.length > 0 ? gap : '',
    linesRow(outline),
    gap,
    row(
      'Sent by Tonewatch.',
      `padding:14px 24px;font-size:12px;color:${colours.soft};background:${colours.plane};border-top:1px solid ${colours.line};`,
    ),
  ];
  const frame = `max-width:600px;text-align:left;background:${colours.plane};border:1px solid ${colours.line};border-radius:12px;overflow:hidden;font-family:${fonts};`;
  return table(rows.join('\n'), frame);
}

function linesRow({ sections, lines, linesLeftOut }: Outline): string {
  if (lines.length === 0) return '';
  const more = linesLeftOut > 0 ? `<div style="color:${colours.soft};">and ${linesLeftOut} more</div>` : '';
  const also = sections.length > 0 ? `<div style="font-weight:600;padding-bottom:10px;">Also</div>` : '';
  return bodyRow(also + lines.map(lineHtml).join('') + more);
}

function lineHtml({ tone, badge, title, text, link }: Line): string {
  const { colour } = looks[tone];
  const way = link?.isAddress === true ? anchor(link.to, link.label, colour) : link && code(link.to);
  return (
    `<div style="margin:0 0 12px;padding:1px 0 1px 14px;border-left:3px solid ${colour};">` +
    `<div style="overflow-wrap:anywhere;"><b style="color:${colour};">${html(badge)}</b> · <b>${html(title)}</b>${way === null ? '' : ` · ${way}`}</div>` +
    `<div style="font-size:14px;color:${colours.soft};">${html(text)}</div></div>`
  );
}
