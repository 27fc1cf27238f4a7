import { textTable } from '../backtest/text-table.ts';
import { oneLine } from '../message/one-line.ts';
import type { Palette } from './output.ts';
import { quietText } from './quiet-hours.ts';
import { shownTarget } from './shown-channel.ts';
import type { StoredChannel } from './stored-channels.ts';

/** Channels for people: a row each, and below it when it is quiet. Those that are switched off are dim. */
export function channelsTable(channels: readonly StoredChannel[], palette: Palette): string {
  if (channels.length === 0)
    return 'No channels: nobody is told of alerts. `tonewatch alerts channels add --help` says how to add one.\n';
  const rows = [
    ['CHANNEL', 'TYPE', 'TO', 'HEARS OF', 'FROM', 'A DAY', 'QUIET'].map((heading) => palette.dim(heading)),
    ...channels.map((channel) => rowOf(channel, channel.enabled ? String : palette.dim)),
  ];
  return textTable(rows, new Set([5]))
    .map((line) => `${line}\n`)
    .join('');
}

function rowOf(channel: StoredChannel, paint: (text: string) => string): string[] {
  const { name, type, leastSeverity, dailyCap, quietFrom, quietUntil, timeZone, enabled } = channel;
  const quiet = quietText(quietFrom, quietUntil)?.replace('-', '–') ?? 'never';
  return [
    oneLine(name, 16),
    type,
    oneLine(shownTarget(channel), 24),
    enabled ? oneLine(offers(channel), 20) : 'nothing: off',
    leastSeverity,
    String(dailyCap),
    quiet === 'never' ? quiet : `${quiet} ${oneLine(timeZone, 20)}`,
  ].map((cell) => paint(cell));
}

function offers({ products, brands }: StoredChannel): string {
  const some = [...(brands ?? []), ...(products ?? [])];
  return some.length === 0 ? 'all products' : some.join(', ');
}
