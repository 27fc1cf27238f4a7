import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Channel, ChannelSettings, Delivery } from '../../services/alert/channels/channel.ts';
import { openChannel } from '../../services/alert/channels/open-channel.ts';
import { renderText } from '../../services/alert/message/render-text.ts';
import { channelSettings, delivery } from '../unit/alert-message/channel-settings.ts';
import { alert } from '../unit/alert-message/example-facts.ts';

interface Mail {
  from: string;
  to: string[];
  data: string;
}

const mails: Mail[] = [];
/** Answers other than the usual ones, by the beginning of the command; null: none at all. */
let answers: Record<string, string | null> = {};

/** As little of an SMTP server (RFC 5321) as takes a mail. */
const server = createServer((socket) => {
  socket.on('error', () => undefined);
  void serve(socket);
});

async function serve(socket: Socket): Promise<void> {
  const say = (line: string): boolean => socket.write(`${line}\r\n`);
  let mail: Mail = { from: '', to: [], data: '' };
  let inData = false;
  say('220 mail.example ESMTP');
  for await (const line of createInterface({ input: socket })) {
    if (inData) {
      if (line !== '.') mail.data += `${line}\n`;
      else {
        inData = false;
        mails.push(mail);
        mail = { from: '', to: [], data: '' };
        say('250 taken');
      }
      continue;
    }
    const unusual = Object.entries(answers).find(([begin]) => line.startsWith(begin))?.[1];
    if (unusual === null) continue;
    if (unusual !== undefined) say(unusual);
    else if (line.startsWith('EHLO')) say('250-mail.example\r\n250 AUTH PLAIN');
    else if (line.startsWith('AUTH')) say('235 welcome');
    else if (line.startsWith('MAIL')) {
      mail.from = addressIn(line);
      say('250 ok');
    } else if (line.startsWith('RCPT')) {
      mail.to.push(addressIn(line));
      say('250 ok');
    } else if (line === 'DATA') {
      inData = true;
      say('354 go on');
    } else if (line === 'QUIT') socket.end('221 bye\r\n');
    else say('250 ok');
  }
}

const addressIn = (line: string): string => /<(.*?)>/u.exec(line)?.[1] ?? '';

let env: NodeJS.ProcessEnv = {};

before(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  env = { SMTP: `smtp://crew:hunter2@127.0.0.1:${(server.address() as AddressInfo).port}` };
});

beforeEach(() => {
  mails.length = 0;
  answers = {};
});

after(() => server.close());

const channelTo = (change: Partial<ChannelSettings> = {}, timeoutMs = 5_000): Channel =>
  openChannel(
    channelSettings({
      type: 'email',
      target: '"Doe, Jane" <jane@example.com>, joe@example.com',
      secret: 'env:SMTP',
      sender: 'Tonewatch <alerts@example.com>',
      allowPrivate: true,
      ...change,
    }),
    { env, timeoutMs },
  );

async function sent(change: Partial<Delivery> = {}): Promise<Mail> {
  await channelTo().deliver(delivery(change));
  return mails.at(-1) ?? assert.fail('no mail arrived');
}

/** A header, unfolded. */
const header = ({ data }: Mail, name: string): string | undefined =>
  new RegExp(`^${name}: (.*)$`, 'imu').exec((data.split('\n\n')[0] ?? '').replace(/\n\s+/gu, ' '))?.[1];

function decoded(quotedPrintable: string): string {
  const bytes = quotedPrintable
    .replace(/=\n/gu, '')
    .replace(/=([0-9A-F]{2})/gu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}

/** No error shows the password, or repeats what the server said. */
const fails = (channel: Channel, message: RegExp, change: Partial<Delivery> = {}): Promise<void> =>
  assert.rejects(channel.deliver(delivery(change)), (error) => {
    assert.ok(error instanceof Error && 'code' in error);
    assert.equal(error.code, 'NOTIFICATION_FAILED');
    assert.match(error.message, message);
    assert.doesNotMatch(`${error.message}${error.stack ?? ''}`, /hunter2|parrot/u);
    return true;
  });

describe('a mail', () => {
  test('goes once to all recipients, as text and HTML, and says that no human wrote it', async () => {
    const mail = await sent();
    assert.equal(mail.from, 'alerts@example.com');
    assert.deepEqual(mail.to, ['jane@example.com', 'joe@example.com']);
    assert.equal(header(mail, 'To'), '"Doe, Jane" <jane@example.com>, joe@example.com');
    assert.equal(header(mail, 'Auto-Submitted'), 'auto-generated');
    assert.equal(header(mail, 'X-Auto-Response-Suppress'), 'All');
    assert.match(header(mail, 'Content-Type') ?? '', /^multipart\/alternative/u);
    assert.match(mail.data, /^Content-Type: text\/html; charset=utf-8$/mu);
    const text = decoded(mail.data).replace(/^\.\./gmu, '.');
    assert.ok(text.includes(renderText(delivery().facts, 'Europe/Berlin').text.trim()));
  });

  test('has the same id at every try, and the thread of its incident', async () => {
    const opened = await sent({ key: 'a' });
    const again = await sent({ key: 'a' });
    const resolved = await sent({ key: 'b', facts: alert('resolved') });
    assert.equal(header(opened, 'Message-ID'), header(again, 'Message-ID'));
    assert.notEqual(header(opened, 'Message-ID'), header(resolved, 'Message-ID'));
    assert.equal(header(opened, 'References'), header(resolved, 'References'));
    assert.equal(header(resolved, 'In-Reply-To'), header(opened, 'References'));
  });

  test('has no header that a product’s name brought in', async () => {
    const name = 'X1\r\nBcc: everybody@example.com\r\n\r\nhello';
    const mail = await sent({ facts: alert('opened', { product: { id: 'x', name, brand: null } }) });
    assert.equal(header(mail, 'Bcc'), undefined);
    assert.deepEqual(mail.to, ['jane@example.com', 'joe@example.com']);
  });
});

describe('a mail server', () => {
  test('that answers with an error, for now or for good, has the mail tried again', async () => {
    for (const [command, answer] of [
      ['MAIL', '451 parrot'],
      ['MAIL', '550 parrot'],
      ['RCPT', '550 parrot'],
      ['DATA', '554 parrot'],
      ['AUTH', '535 parrot'],
    ] as const) {
      answers = { [command]: answer };
      await fails(
        channelTo(),
        new RegExp(`^127\\.0\\.0\\.1 did not take the mail: E[A-Z]+, ${answer.slice(0, 3)}$`, 'u'),
      );
    }
    assert.equal(mails.length, 0);
  });

  test('that refuses one recipient has it sent again to this one alone', async () => {
    const channel = channelTo();
    answers = { 'RCPT TO:<joe@': '450 parrot' };
    await fails(channel, /refused 1 of 2 recipients/u);
    answers = {};
    await channel.deliver(delivery());
    assert.deepEqual(
      mails.map(({ to }) => to),
      [['jane@example.com'], ['joe@example.com']],
    );
    await channel.deliver(delivery({ key: 'another' }));
    assert.deepEqual(mails.at(-1)?.to, ['jane@example.com', 'joe@example.com']);
  });

  test('that says nothing, or whose try is stopped, has it tried again', async () => {
    answers = { EHLO: null, HELO: null };
    await fails(channelTo({}, 300), /did not take the mail/u);
    const stop = new AbortController();
    const stopped = fails(channelTo(), /when the try was stopped$/u, { signal: stop.signal });
    stop.abort();
    await stopped;
  });

  test('without TLS gets no password, unless the channel may stay in a private network', async () => {
    await fails(channelTo({ allowPrivate: false }), /did not take the mail: E/u);
    assert.equal(mails.length, 0);
  });

  test('whose address is missing has the mail refused', async () => {
    const refused = { code: 'NOTIFICATION_REFUSED' };
    await assert.rejects(channelTo({ secret: null }).deliver(delivery()), refused);
    await assert.rejects(channelTo({ secret: 'env:NOWHERE' }).deliver(delivery()), refused);
  });
});
