import { escaped } from '#shared/classifier/report/svg/svg.ts';
import type { Link } from '../link.ts';

/**
 * Pieces of an HTML mail. Mail clients keep little of a style sheet, so all styles are inline; colours are set together
 * with the ground below them, so that a client that darkens one darkens the other.
 */
export const colours = {
  ink: '#1f2328',
  soft: '#5b6675',
  line: '#e1e5eb',
  plane: '#ffffff',
  shade: '#f3f5f8',
  amber: '#fff4d6',
  amberInk: '#6b4700',
  usual: '#98a2b3',
} as const;

export const fonts = "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const monospace = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace";

/** Text as HTML; a number and its unit stay on one line. */
export const html = (text: string): string =>
  escaped(text).replace(/(?<=\d) (?=%|min\b|h\b|d\b)/gu, '&nbsp;');

/** A table that only lays out: screen readers pass over it. */
export const table = (rows: string, style = '', width = '100%'): string =>
  `<table role="presentation" width="${width}" cellpadding="0" cellspacing="0" border="0" style="border-collapse:separate;${style}">${rows}</table>`;

/** @param content markup. */
export const row = (content: string, style: string): string =>
  `<tr><td style="font-family:${fonts};${style}">${content}</td></tr>`;

/** A row of the message's body. */
export const bodyRow = (content: string, top = 20): string =>
  row(
    content,
    `padding:${top}px 24px 0;font-size:15px;line-height:1.5;color:${colours.ink};background:${colours.plane};`,
  );

export const caption = (text: string): string =>
  `<div style="font-size:13px;font-weight:600;color:${colours.soft};padding-bottom:8px;">${html(text)}</div>`;

export const code = (text: string): string =>
  `<code style="font-family:${monospace};font-size:13px;background:${colours.shade};color:${colours.ink};padding:2px 5px;border-radius:4px;word-break:break-word;">${html(text)}</code>`;

export const anchor = (address: string, label: string, colour: string): string =>
  `<a href="${escaped(address)}" style="color:${colour};text-decoration:underline;">${html(label)}</a>`;

/** Buttons for addresses, the first one filled; commands below them. */
export function linksHtml(links: readonly Link[], colour: string): string {
  const buttons = links
    .filter(({ isAddress }) => isAddress)
    .map(({ label, to }, at) => button(label, to, at === 0, colour));
  const commands = links
    .filter(({ isAddress }) => !isAddress)
    .map(
      ({ label, to }) =>
        `<div style="padding:4px 0;color:${colours.soft};">${html(label)}: ${code(to)}</div>`,
    );
  return buttons.join('') + commands.join('');
}

function button(label: string, address: string, filled: boolean, colour: string): string {
  const look = filled
    ? `background:${colour};color:#ffffff;border:1px solid ${colour};`
    : `background:${colours.plane};color:${colours.ink};border:1px solid ${colours.line};`;
  return (
    `<a href="${escaped(address)}" style="display:inline-block;margin:0 8px 8px 0;padding:9px 16px;border-radius:8px;` +
    `font-size:14px;font-weight:600;line-height:1.2;text-decoration:none;${look}">${html(label)}</a>`
  );
}
