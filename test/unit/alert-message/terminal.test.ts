import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { openChannel } from '../../../services/alert/channels/open-channel.ts';
import type { TerminalStream } from '../../../services/alert/channels/terminal.ts';
import { renderText } from '../../../services/alert/message/render-text.ts';
import { channelSettings, delivery } from './channel-settings.ts';

async function written(isTTY: boolean, env: NodeJS.ProcessEnv = {}): Promise<string> {
  const texts: string[] = [];
  const terminal: TerminalStream = {
    isTTY,
    write(text, done) {
      texts.push(text);
      done();
      return true;
    },
  };
  const channel = openChannel(channelSettings({ type: 'terminal' }), { env, terminal });
  await channel.deliver(delivery());
  await channel.close();
  return texts.join('');
}

describe('the terminal channel', () => {
  const { text } = renderText(delivery().facts, 'Europe/Berlin');

  test('writes the text, and colours only where somebody sees it', async () => {
    assert.equal(await written(false), `${text}\n`);
    const coloured = await written(true);
    assert.ok(coloured.startsWith('\u001b[1m\u001b[7m'));
    assert.equal(stripVTControlCharacters(coloured), `${text}\n`);
    assert.equal(await written(true, { NO_COLOR: '1' }), `${text}\n`);
  });

  test('has failed when nobody takes the text', async () => {
    const terminal: TerminalStream = {
      write(_text, done) {
        done(new Error('EPIPE'));
        return false;
      },
    };
    const channel = openChannel(channelSettings({ type: 'terminal' }), { env: {}, terminal });
    await assert.rejects(channel.deliver(delivery()), { code: 'NOTIFICATION_FAILED' });
  });
});
