import type { Bar } from '../outline/outline.ts';
import { colours, html, table } from './elements.ts';

/** Bars one above the other, the first one coloured; without pictures. */
export const barsHtml = (bars: readonly Bar[], colour: string): string =>
  table(bars.map((bar, at) => barRow(bar, at === 0 ? colour : colours.usual)).join(''), 'margin-top:14px;');

function barRow({ label, length, figure }: Bar, colour: string): string {
  const filled = Math.round(length * 100);
  const track = table(
    `<tr>${part(filled, colour, filled === 100 ? '4px' : '4px 0 0 4px')}` +
      `${part(100 - filled, colours.shade, filled === 0 ? '4px' : '0 4px 4px 0')}</tr>`,
  );
  return (
    `<tr>${cell(html(label), `color:${colours.soft};`, '52')}${cell(track, '', '')}` +
    `${cell(html(figure), `color:${colours.ink};font-weight:600;text-align:right;`, '58')}</tr>`
  );
}

const cell = (content: string, style: string, width: string): string =>
  `<td width="${width}" style="padding:3px 0;font-size:13px;line-height:18px;${style}">${content}</td>`;

const part = (percent: number, background: string, radius: string): string =>
  percent === 0
    ? ''
    : `<td width="${percent}%" height="14" style="height:14px;font-size:0;line-height:0;background:${background};border-radius:${radius};">&nbsp;</td>`;
