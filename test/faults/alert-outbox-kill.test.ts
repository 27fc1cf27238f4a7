/**
 * Senders are killed while receivers hold their requests open, and the database is. Whoever is left, or comes later, finishes:
 * by their keys nothing is lost, and what comes twice has the same key.
 */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { pino } from 'pino';
import { startSending } from '../../services/alert/outbox/start-sending.ts';
import { eventually } from '../fixtures/eventually.ts';
import { startPostgres, type TestPostgres } from '../fixtures/postgres.ts';
import { channel, context, notifications, tell } from '../unit/alert-outbox/outbox-rows.ts';
import { firstOfEachKey, inShort, startReceiver, type Receiver } from '../unit/alert-outbox/receiver.ts';

const program = join(import.meta.dirname, '../unit/alert-outbox/sender-process.ts');
const names = ['a', 'b', 'c'];
const LEASE_MS = 2_000;

interface Process {
  readonly child: ChildProcess;
  end(signal: NodeJS.Signals): Promise<void>;
}

describe('the outbox', () => {
  let database: TestPostgres;
  let receiver: Receiver;
  const running: Process[] = [];
  before(async () => {
    database = await startPostgres();
    receiver = await startReceiver();
  });
  after(async () => {
    await Promise.all(running.map((process) => process.end('SIGKILL')));
    await receiver.down();
    await database.stop();
  });
  beforeEach(async () => {
    await database.pool.query('truncate notifications');
    receiver.received.length = 0;
    receiver.taken.length = 0;
  });

  const start = (): Process => {
    const args = ['--import', 'tsx', program, database.url, receiver.url, names.join(','), String(LEASE_MS)];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    const exited = once(child, 'exit');
    const started: Process = {
      child,
      async end(signal) {
        child.kill(signal);
        await exited;
      },
    };
    running.push(started);
    return started;
  };
  const allSent = async (): Promise<boolean> =>
    (await notifications(database.pool)).every(({ sent_at: sentAt }) => sentAt !== null);

  /** Everything that was written has arrived, on each channel in order in each thread. */
  const assertComplete = async (): Promise<void> => {
    const rows = await notifications(database.pool);
    const arrived = firstOfEachKey(receiver.received);
    assert.deepEqual(arrived.map(({ key }) => key).sort(), rows.map(({ id }) => id).sort());
    const order = (messages: readonly string[], name: string): string[] =>
      messages
        .filter((message) => message.startsWith(name))
        .sort((a, b) => threadOf(a).localeCompare(threadOf(b)));
    const threadOf = (message: string): string => message.split(' ')[2] ?? '';
    for (const name of names) {
      assert.deepEqual(
        order(
          arrived.map((message) => `${message.path.slice(1)} ${inShort(message)}`),
          name,
        ),
        order(
          rows.map((row) => `${row.channel} ${row.event} p${Number(row.thread.slice(-12))}`),
          name,
        ),
      );
    }
  };

  test('whose sender is killed in the middle of a try is sent by another, with the same key', async () => {
    await tell(database.pool, 1, { channels: ['a'] });
    receiver.answer = () => 'nothing';
    const first = start();
    await eventually('the request is held open', () => receiver.received.length === 1);
    await first.end('SIGKILL');
    const [row] = await notifications(database.pool);
    assert.deepEqual([row?.sent_at, row?.attempts], [null, 1]);
    receiver.answer = () => 200;
    const second = start();
    await eventually('another has sent it', allSent);
    await second.end('SIGTERM');
    assert.deepEqual(
      receiver.received.map(({ key }) => key),
      [row?.id, row?.id],
    );
  });

  test('whose senders are killed again and again loses nothing', async () => {
    const events = ['opened', 'escalated', 'resolved'] as const;
    for (const event of events)
      for (let number = 1; number <= 12; number += 1)
        await tell(database.pool, number, { event, channels: names });
    let kills = 0;
    // Every seventh request is held open; its sender dies.
    receiver.answer = () => (kills < 4 && receiver.received.length % 7 === 0 ? 'nothing' : 200);
    let [one, other] = [start(), start()];
    while (kills < 4) {
      const before = receiver.received.length;
      await eventually('one is in the middle of it', () => receiver.received.length >= before + 7);
      await one.end('SIGKILL');
      kills += 1;
      [one, other] = [other, start()];
    }
    await eventually('those that are left have sent it all', allSent);
    await Promise.all([one.end('SIGTERM'), other.end('SIGTERM')]);
    await assertComplete();
  });

  test('is sent when the database has come back', async () => {
    const lines: string[] = [];
    const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
    const channels = names.map((name) => channel(name, `${receiver.url}/${name}`));
    for (let number = 1; number <= 5; number += 1) await tell(database.pool, number, { channels: names });
    receiver.answer = () => 'nothing';
    const sending = startSending(
      context(database.pool, channels, { clock: Date.now, log, pollMs: 50, leaseMs: LEASE_MS, tryMs: 2_000 }),
    );
    await eventually('all are on their way', () => receiver.received.length === 15);
    await database.kill();
    await eventually('it waits', () => lines.some((line) => line.includes('waits for the database')));
    receiver.answer = () => 200;
    await database.restart();
    await eventually('all are sent', allSent);
    await sending.stop();
    await assertComplete();
    const about = (words: string): number => lines.filter((line) => line.includes(words)).length;
    assert.equal(about('waits for the database'), 1, 'told once');
    assert.equal(about('goes on'), 1);
  });
});
