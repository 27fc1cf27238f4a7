import { stripVTControlCharacters } from 'node:util';

/** How wide a text is on a terminal. */
const width = (text: string): number => stripVTControlCharacters(text).length;

/**
 * Rows as columns two spaces apart, the first column left-aligned, the others right-aligned; two spaces in front.
 * Colours in cells do not count.
 */
export function columns(rows: readonly (readonly string[])[], leftAligned = 1): string[] {
  const count = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, c) => Math.max(...rows.map((row) => width(row[c] ?? ''))));
  return rows.map((row) =>
    `  ${row
      .map((cell, c) => {
        const space = ' '.repeat(Math.max(0, (widths[c] ?? 0) - width(cell)));
        return c < leftAligned ? cell + space : space + cell;
      })
      .join('  ')}`.trimEnd(),
  );
}
