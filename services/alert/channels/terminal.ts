import colours from 'picocolors';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { outlineOf } from '../message/outline/outline-of.ts';
import { renderText } from '../message/render-text.ts';
import type { Tone } from '../message/tone.ts';
import type { Channel, ChannelSettings } from './channel.ts';
import type { Surroundings } from './surroundings.ts';

/** As much of a stream as is needed: process.stderr. */
export interface TerminalStream {
  readonly isTTY?: boolean;
  write(text: string, done: (error?: Error | null) => void): boolean;
}

/** Writes messages on stderr; the first line is coloured where somebody sees it. */
export function terminalChannel(
  { name }: ChannelSettings,
  { env, terminal = process.stderr }: Surroundings,
): Channel {
  const coloured = terminal.isTTY === true && (env['NO_COLOR'] ?? '') === '';
  return {
    name,
    async deliver({ facts, timeZone }) {
      const { text } = renderText(facts, timeZone);
      await written(terminal, `${coloured ? withColour(text, outlineOf(facts, timeZone).tone) : text}\n`);
    },
    close: () => Promise.resolve(),
  };
}

function withColour(text: string, tone: Tone): string {
  const { bold, red, yellow, green, inverse } = colours.createColors(true);
  const paints: Readonly<Record<Tone, (line: string) => string>> = {
    critical: (line) => inverse(red(line)),
    serious: red,
    warning: yellow,
    resolved: green,
    retracted: (line) => line,
    digest: (line) => line,
  };
  const end = text.indexOf('\n');
  return bold(paints[tone](text.slice(0, end))) + text.slice(end);
}

const written = (stream: TerminalStream, text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (error) reject(new TonewatchError('NOTIFICATION_FAILED', 'the terminal takes nothing any more'));
      else resolve();
    });
  });
