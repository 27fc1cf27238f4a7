import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { ChannelSettings } from '../../services/alert/channels/channel.ts';
import { openChannel } from '../../services/alert/channels/open-channel.ts';
import type { Surroundings } from '../../services/alert/channels/surroundings.ts';
import { renderSlack } from '../../services/alert/message/render-slack.ts';
import { renderTeams } from '../../services/alert/message/render-teams.ts';
import { channelSettings, delivery } from '../unit/alert-message/channel-settings.ts';

interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Answers as `answer` says and keeps what it was sent. */
const received: Received[] = [];
let answer: (response: ServerResponse) => void;
const receiver = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { method = '', url: path = '', headers } = request;
    received.push({ method, path, headers, body: Buffer.concat(chunks).toString() });
    answer(response);
  });
});
let port = 0;

before(async () => {
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  port = (receiver.address() as AddressInfo).port;
});

beforeEach(() => {
  received.length = 0;
  answer = (response) => response.end('ok');
});

after(() => {
  receiver.closeAllConnections();
  receiver.close();
});

const status = (code: number, body = '', headers: Record<string, string> = {}): void => {
  answer = (response) => response.writeHead(code, headers).end(body);
};

const PATH = '/services/T000/s3cret-token';

function deliverTo(
  change: Partial<ChannelSettings>,
  surroundings: Partial<Surroundings> = {},
  signal = new AbortController().signal,
): Promise<void> {
  const settings = channelSettings({
    target: `http://127.0.0.1:${port}${PATH}`,
    allowPrivate: true,
    ...change,
  });
  return openChannel(settings, { env: {}, ...surroundings }).deliver(delivery({ signal }));
}

/** An error that shows no more of the address than the host. */
const error = (code: string, message: RegExp) => (thrown: unknown) => {
  assert.ok(thrown instanceof Error && 'code' in thrown);
  assert.equal(thrown.code, code);
  assert.match(thrown.message, message);
  assert.doesNotMatch(`${thrown.message}${thrown.stack ?? ''}`, /s3cret|T000/u);
  return true;
};
const isFailed = (message: RegExp) => error('NOTIFICATION_FAILED', message);
const isRefused = (message: RegExp) => error('NOTIFICATION_REFUSED', message);

describe('a webhook', () => {
  const key = Buffer.alloc(32, 7);
  const env = { HOOK_SECRET: `whsec_${key.toString('base64')}` };

  test('receives the facts, signed, and the same key at every try', async () => {
    await deliverTo({ secret: 'env:HOOK_SECRET' }, { env });
    await deliverTo({ secret: 'env:HOOK_SECRET' }, { env });
    const [{ method, path, headers, body } = assert.fail('nothing arrived'), again] = received;
    assert.equal(`${method} ${path}`, `POST ${PATH}`);
    assert.deepEqual(JSON.parse(body), delivery().facts);
    assert.equal(headers['content-type'], 'application/json');
    const id = String(headers['webhook-id']);
    const seconds = String(headers['webhook-timestamp']);
    assert.ok(Math.abs(Number(seconds) - Date.now() / 1_000) < 60);
    const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64');
    assert.equal(headers['webhook-signature'], `v1,${signature}`);
    assert.equal(headers['idempotency-key'], id);
    assert.equal(again?.headers['webhook-id'], id);
  });

  test('without a secret is not signed', async () => {
    await deliverTo({ secret: null });
    assert.equal(received[0]?.headers['webhook-signature'], undefined);
  });

  test('with a secret that is missing or weak receives nothing', async () => {
    await assert.rejects(deliverTo({ secret: 'env:HOOK_SECRET' }), isRefused(/HOOK_SECRET is missing/u));
    const weak = { env: { HOOK_SECRET: 'hunter2' } };
    await assert.rejects(
      deliverTo({ secret: 'env:HOOK_SECRET' }, weak),
      isRefused(/^(?!.*hunter2)env:HOOK_SECRET is not a signing secret/u),
    );
    assert.equal(received.length, 0);
  });
});

describe('Slack and Teams', () => {
  const { facts, timeZone } = delivery();

  test('receive their payloads at an address that is a secret itself', async () => {
    const env = { CREW_URL: `http://127.0.0.1:${port}${PATH}` };
    await deliverTo({ type: 'slack', target: 'env:CREW_URL' }, { env });
    await deliverTo({ type: 'teams', target: 'env:CREW_URL' }, { env });
    assert.deepEqual(
      received.map(({ body }): unknown => JSON.parse(body)),
      [renderSlack(facts, timeZone), renderTeams(facts, timeZone)],
    );
  });

  test('are told apart from a channel whose address is missing', async () => {
    await assert.rejects(
      deliverTo({ type: 'slack', target: 'env:CREW_URL' }),
      isRefused(/CREW_URL is missing/u),
    );
  });
});

describe('a receiver', () => {
  test('that is down has the message tried again', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const target = `http://127.0.0.1:${(closed.address() as AddressInfo).port}${PATH}`;
    closed.close();
    await once(closed, 'close');
    await assert.rejects(
      deliverTo({ target }),
      isFailed(/^127\.0\.0\.1:\d+ could not be reached: ECONNREFUSED$/u),
    );
  });

  test('that answers with an error has it tried again, whatever the error', async () => {
    for (const code of [400, 401, 404, 408, 410, 500, 503]) {
      status(code);
      await assert.rejects(deliverTo({}), isFailed(new RegExp(`answered ${code}$`, 'u')));
    }
  });

  test('is quoted when it says why in a few plain words, and how long to wait', async () => {
    status(429, 'rate_limited', { 'retry-after': '120' });
    await assert.rejects(deliverTo({}), isFailed(/answered 429: rate_limited, and asks to wait 120 s$/u));
    status(404, `<pre>Cannot POST ${PATH}</pre>`);
    await assert.rejects(deliverTo({}), isFailed(/answered 404$/u));
    status(404, 'no services here');
    await assert.rejects(deliverTo({}), isFailed(/answered 404$/u));
  });

  test('is not followed to somewhere else', async () => {
    for (const code of [301, 302, 307, 308]) {
      status(code, '', { location: `http://127.0.0.1:${port}/elsewhere` });
      await assert.rejects(deliverTo({}), isFailed(new RegExp(`answered ${code} \\(redirects`, 'u')));
    }
    assert.ok(received.every(({ path }) => path === PATH));
  });

  test('that answers too late, or is stopped, has it tried again', async () => {
    answer = () => undefined;
    await assert.rejects(deliverTo({}, { timeoutMs: 200 }), isFailed(/did not answer within 0\.2 s$/u));
    const stop = new AbortController();
    answer = () => stop.abort();
    await assert.rejects(deliverTo({}, {}, stop.signal), isFailed(/when the try was stopped$/u));
  });

  test('that never ends its answer is left after 1 kB', async () => {
    const closed = new Promise((resolve) => {
      answer = (response) => {
        response.on('close', resolve);
        response.writeHead(500);
        const more = (): unknown => response.destroyed || response.write('x'.repeat(10_000), more);
        more();
      };
    });
    await assert.rejects(deliverTo({}), isFailed(/answered 500$/u));
    await closed;
  });

  test('has taken the message once it answers 2xx, whatever follows', async () => {
    answer = (response) => {
      response.writeHead(202);
      response.write('half an answer');
    };
    await deliverTo({}, { timeoutMs: 5_000 });
    assert.equal(received.length, 1);
  });

  test('that does not speak TLS has it tried again', async () => {
    await assert.rejects(
      deliverTo({ target: `https://127.0.0.1:${port}${PATH}` }),
      isFailed(/could not be reached: [A-Z_]+$/u),
    );
  });
});

describe('a private address', () => {
  const target = (): string => `http://hooks.example:${port}${PATH}`;
  const inside: LookupFunction = (_host, options, callback) =>
    options.all === true
      ? callback(null, [{ address: '127.0.0.1', family: 4 }])
      : callback(null, '127.0.0.1', 4);

  test('is refused unless the channel may reach it', async () => {
    const refused = isRefused(/private or reserved address/u);
    await assert.rejects(deliverTo({ allowPrivate: false }), refused);
    await assert.rejects(
      deliverTo({ target: `http://localhost:${port}${PATH}`, allowPrivate: false }),
      refused,
    );
    assert.equal(received.length, 0);
    await deliverTo({ allowPrivate: true });
    assert.equal(received.length, 1);
  });

  test('behind a public name is refused when the connection is made: the look-up is that of the connection', async () => {
    let lookups = 0;
    const lookup: LookupFunction = (...call) => {
      lookups += 1;
      inside(...call);
    };
    await deliverTo({ target: target() }, { lookup });
    assert.deepEqual([received.length, lookups], [1, 1]);
    await assert.rejects(
      deliverTo({ target: target(), allowPrivate: false }, { lookup }),
      isRefused(/^hooks\.example is at a private/u),
    );
    assert.deepEqual([received.length, lookups], [1, 2]);
  });
});
