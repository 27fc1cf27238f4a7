import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { alertFactsSchema } from '../../services/alert/message/facts.ts';
import { startPostgres, type TestPostgres } from '../fixtures/postgres.ts';
import { startTonewatch } from '../fixtures/tonewatch-process.ts';

describe('tonewatch alerts', () => {
  let database: TestPostgres;
  const received: string[] = [];
  const receiver = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      received.push(body);
      response.writeHead(request.url === '/down' ? 503 : 200).end();
    });
  });
  let url = '';

  before(async () => {
    database = await startPostgres();
    receiver.listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  });
  after(async () => {
    receiver.closeAllConnections();
    receiver.close();
    await database.stop();
  });

  async function run(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
    const running = startTonewatch(['alerts', ...args, '--database', database.url], {
      HOOK: `${url}/s3cret`,
    });
    const code = await running.exited;
    return { code, out: running.stdout(), err: running.stderr() };
  }

  test('a channel that was added can be tried at once: the message says that it is a test', async () => {
    const hook = ['--type', 'webhook', '--to', 'env:HOOK', '--allow-private', '--quiet', '00:00-23:59'];
    assert.equal((await run('channels', 'add', 'hook', ...hook)).code, 0);
    const tried = await run('channels', 'test', 'hook');
    assert.deepEqual(tried, { code: 0, out: 'hook: env:HOOK has taken the sample message\n', err: '' });
    const facts = alertFactsSchema.parse(JSON.parse(received.at(-1) ?? ''));
    assert.match(facts.incidents[0]?.product.name ?? '', /^Sample \(a test/u);
  });

  test('what goes wrong is told, with exit code 1', async () => {
    await run('channels', 'add', 'down', '--type', 'webhook', '--to', `${url}/down`, '--allow-private');
    const tried = await run('channels', 'test', 'down');
    assert.equal(tried.code, 1);
    assert.match(tried.err, /^tonewatch: NOTIFICATION_FAILED: .*503/u);
  });

  test('addresses and secrets are never printed, not even those that are refused', async () => {
    const { out } = await run('channels', 'list');
    assert.match(out, /^down +webhook +127\.0\.0\.1:\d+\/…/mu);
    const { code, err } = await run('channels', 'set', 'down', '--secret', 'hunter2', '--daily-cap', '0');
    assert.equal(code, 1);
    assert.match(err, /--daily-cap: .*--secret: a secret is never stored/u);
    assert.doesNotMatch(err + out, /hunter2|\/down|s3cret/u);
  });

  test('a product that is not there is refused with those that are', async () => {
    const { code, err } = await run('rules', 'set', '--sensitivity', 'off', '--product', 'x');
    assert.equal(code, 1);
    assert.match(
      err,
      /^tonewatch: ALERT_SETTING_INVALID: --product: there is no product "x"; there is none yet/u,
    );
    assert.match((await run('rules', 'list')).out, /^all products +balanced +0 /mu);
  });
});
