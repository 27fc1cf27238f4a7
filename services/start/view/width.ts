import { stripVTControlCharacters } from 'node:util';

const segments = new Intl.Segmenter('en', { granularity: 'grapheme' });
const ascii = /^[\x20-\x7e]*$/u;
const wide =
  /\p{Emoji_Presentation}|\u{fe0f}|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u;

/** Columns that a text takes in a terminal. */
export function widthOf(text: string): number {
  if (ascii.test(text)) return text.length;
  let width = 0;
  for (const { segment } of segments.segment(text)) width += wide.test(segment) ? 2 : 1;
  return width;
}

/** The text without anything that moves the cursor, on one line, and cut with an ellipsis where it is too wide. */
export function fitted(text: string, columns: number): string {
  const line = stripVTControlCharacters(text)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  if (widthOf(line) <= columns) return line;
  let cut = '';
  let width = 0;
  for (const { segment } of segments.segment(line)) {
    width += widthOf(segment);
    if (width > columns - 1) break;
    cut += segment;
  }
  return `${cut}…`;
}

/** Fitted, and padded on the right. */
export function column(text: string, columns: number): string {
  const cell = fitted(text, columns);
  return cell + ' '.repeat(Math.max(0, columns - widthOf(cell)));
}
