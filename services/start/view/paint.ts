/** A colour of the terminal: SGR parameters. */
export type Ink = string;
export type Paint = (ink: Ink, text: string) => string;

export const inks = {
  title: '1;38;5;80',
  strong: '1',
  dim: '38;5;245',
  faint: '38;5;239',
  alarm: '1;38;5;203',
  good: '38;5;78',
  bad: '38;5;203',
  steady: '38;5;245',
} as const;

export const colours: Paint = (ink, text) => (text === '' ? '' : `\u001b[${ink}m${text}\u001b[0m`);
export const noColours: Paint = (_, text) => text;

/** From calm to alarm, by negative share. */
const heat = [
  '38;5;72',
  '38;5;72',
  '38;5;108',
  '38;5;144',
  '38;5;179',
  '38;5;173',
  '38;5;167',
  '38;5;160',
] as const;

/** The ink of a negative share, 0 to 1: calm up to a quarter, alarm from 65 % on. */
export function heatOf(negativeShare: number): Ink {
  const step = Math.floor(((negativeShare - 0.15) / 0.5) * heat.length);
  return heat[Math.min(Math.max(step, 0), heat.length - 1)] ?? heat[0];
}
