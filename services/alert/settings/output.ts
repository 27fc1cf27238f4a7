import { isatty } from 'node:tty';
import colours from 'picocolors';

export type Palette = ReturnType<typeof colours.createColors>;

/** Where nobody says how wide the terminal is. */
const COLUMNS = 100;

/** How a list is to be written on stdout: colours only where somebody sees them. */
export function outputStyle(): { readonly palette: Palette; readonly columns: number } {
  // Said expressly: left to itself, picocolors would colour under CI too.
  const isTerminal = isatty(process.stdout.fd);
  const coloured = isTerminal && (process.env['NO_COLOR'] ?? '') === '' && process.env['TERM'] !== 'dumb';
  return { palette: colours.createColors(coloured), columns: isTerminal ? process.stdout.columns : COLUMNS };
}

/** Without colours, for what is read by programs or tests. */
export const plain: Palette = colours.createColors(false);

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** `2026-03-01 13:05`, UTC, of milliseconds UTC. */
export const minuteText = (time: number): string => iso(time).slice(0, 16).replace('T', ' ');

export const iso = (time: number): string => new Date(time).toISOString();
