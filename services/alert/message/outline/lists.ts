import { count } from '../figures.ts';
import { oneLine } from '../one-line.ts';

/** Texts in a row, each shortened, and how many there are beyond `most`. */
export function listed(texts: readonly string[], most: number, length: number): string {
  const lines = texts.map((text) => oneLine(text, length)).filter((text) => text !== '');
  return [...lines.slice(0, most), ...beyond(lines.length - most)].join('; ');
}

/** `reddit 140, x 101, 3 more` */
export function listedShares(
  shares: readonly { readonly name: string; readonly mentions: number }[],
): string {
  const most = 6;
  const named = shares
    .slice(0, most)
    .map(({ name, mentions }) => `${oneLine(name, 40) || 'unknown'} ${count(mentions)}`);
  return [...named, ...beyond(shares.length - most)].join(', ');
}

const beyond = (more: number): string[] => (more > 0 ? [`${count(more)} more`] : []);
