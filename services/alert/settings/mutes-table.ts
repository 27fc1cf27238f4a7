import { textTable } from '../backtest/text-table.ts';
import { duration } from '../message/figures.ts';
import { oneLine } from '../message/one-line.ts';
import { iso, minuteText, type Palette } from './output.ts';
import type { Mute } from './stored-mutes.ts';

/** Mutes for people, one a line, at `now` (milliseconds UTC). Times in UTC. */
export function mutesTable(mutes: readonly Mute[], now: number, palette: Palette): string {
  if (mutes.length === 0) return 'Nothing is muted.\n';
  const rows = [
    ['ID', 'MUTED', 'FROM (UTC)', 'UNTIL (UTC)', 'LEFT', 'REASON'].map((heading) => palette.dim(heading)),
    ...mutes.map(({ id, product, brand, startsAt, endsAt, campaign, reason }) => [
      String(id),
      oneLine(product === null ? `brand ${brand ?? ''}` : product, 24),
      minuteText(startsAt),
      minuteText(endsAt),
      startsAt > now ? palette.dim('not begun') : duration(iso(now), iso(endsAt)),
      oneLine(campaign ? `campaign${reason === '' ? '' : `: ${reason}`}` : reason, 32),
    ]),
  ];
  return textTable(rows, new Set([0, 4]))
    .map((line) => `${line}\n`)
    .join('');
}
