import type { Link } from '../link.ts';
import { oneLine } from '../one-line.ts';

/** With it four fit into a section; no address or command of ours is that long. */
const LONGEST_LINK = 700;

/** Text as mrkdwn takes it: with these three replaced it can hold no link and no mention (`<!channel>`). */
export const escapedMrkdwn = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** As `escapedMrkdwn`, of as much of the text as fits into `most` characters when it is escaped. */
export function escapedWithin(text: string, most: number): string {
  let kept = text;
  while (escapedMrkdwn(kept).length > most) kept = oneLine(kept, Math.floor(kept.length * 0.8));
  return escapedMrkdwn(kept);
}

/** Nothing ends it before its end: it has no backtick inside. */
export const codeMrkdwn = (text: string): string =>
  `\`${escapedWithin(text.replaceAll('`', "'"), LONGEST_LINK)}\``;

/** Its label alone when the address is too long. */
export function linkMrkdwn({ label, to, isAddress }: Link): string {
  if (!isAddress) return `${label}: ${codeMrkdwn(to)}`;
  const address = escapedMrkdwn(to.replaceAll('|', '%7C'));
  return address.length > LONGEST_LINK ? label : `<${address}|${label}>`;
}
