import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { sendDue } from '../../services/alert/outbox/send-due.ts';
import { startSending, type Sending } from '../../services/alert/outbox/start-sending.ts';
import { eventually } from '../fixtures/eventually.ts';
import { startPostgres, type TestPostgres } from '../fixtures/postgres.ts';
import { channel, context, incidentId, noon, notifications, tell } from '../unit/alert-outbox/outbox-rows.ts';
import { firstOfEachKey, inShort, startReceiver, type Receiver } from '../unit/alert-outbox/receiver.ts';

describe('sending', () => {
  let database: TestPostgres;
  let receiver: Receiver;
  before(async () => {
    database = await startPostgres();
    receiver = await startReceiver();
  });
  after(async () => {
    await receiver.down();
    await database.stop();
  });
  beforeEach(async () => {
    await database.pool.query('truncate notifications');
    receiver.received.length = 0;
    receiver.taken.length = 0;
    receiver.answer = () => 200;
  });

  const ops = (): ReturnType<typeof channel> => channel('ops', `${receiver.url}/ops`);
  const taken = (): string[] => receiver.taken.map(inShort);
  const rows = (): ReturnType<typeof notifications> => notifications(database.pool);
  const allSent = async (): Promise<boolean> =>
    (await rows()).every(({ sent_at: sentAt }) => sentAt !== null);
  /** Runs senders by the real clock until the condition holds. */
  const sendingUntil = async (
    description: string,
    condition: () => Promise<boolean> | boolean,
    { senders = 1, channels = [ops()], tryMs = 30_000 } = {},
  ): Promise<void> => {
    const running = Array.from({ length: senders }, () =>
      startSending(context(database.pool, channels, { clock: Date.now, tryMs, pollMs: 50 })),
    );
    try {
      await eventually(description, condition, 30_000);
    } finally {
      await Promise.all(running.map((sending) => sending.stop()));
    }
    await Promise.all(running.map(({ done }) => done));
  };

  test('sends what is due, once, by the id of its row, and notes when', async () => {
    await tell(database.pool, 1);
    await tell(database.pool, 2, { now: noon + 61_000 });
    const sent = await sendDue(context(database.pool, [ops()]));
    assert.deepEqual(sent, { sent: 1, failed: 0, held: 0 });
    assert.deepEqual(taken(), ['opened p1']);
    const [row] = await rows();
    assert.equal(receiver.taken[0]?.key, row?.id);
    assert.deepEqual(receiver.taken[0]?.facts, row?.facts);
    assert.deepEqual(
      [row?.sent_at, row?.attempts, row?.claimed_until, row?.last_error],
      [new Date(noon + 60_000), 1, null, null],
    );
    assert.deepEqual(await sendDue(context(database.pool, [ops()])), { sent: 0, failed: 0, held: 0 });
  });

  test('lets nothing overtake what is before it in its thread; other threads go on', async () => {
    await tell(database.pool, 1);
    await tell(database.pool, 2);
    await tell(database.pool, 1, { event: 'escalated' });
    await tell(database.pool, 1, { event: 'resolved' });
    await tell(database.pool, 2, { event: 'resolved' });
    receiver.answer = (message) => (inShort(message).endsWith('p1') ? 500 : 200);
    const first = context(database.pool, [ops()]);
    assert.deepEqual(await sendDue(first), { sent: 2, failed: 1, held: 0 });
    assert.deepEqual(taken(), ['opened p2', 'resolved p2']);
    const [opened] = await rows();
    assert.match(opened?.last_error ?? '', /answered 500$/u);
    const wait = (opened?.due_at.getTime() ?? 0) - first.clock();
    assert.ok(wait >= 800 && wait <= 1_200, `${wait} ms`);

    receiver.answer = () => 200;
    await sendDue(context(database.pool, [ops()], { clock: () => first.clock() + 700 }));
    assert.equal(receiver.taken.length, 2, 'not before its time');
    await sendDue(context(database.pool, [ops()], { clock: () => first.clock() + 1_300 }));
    assert.deepEqual(taken().slice(2), ['opened p1', 'escalated p1', 'resolved p1']);
    assert.equal(receiver.received.filter(({ key }) => key === opened?.id).length, 2, 'the same key again');
  });

  test('waits for the message of a brand, as what comes after it does', async () => {
    await tell(database.pool, 1, { brand: 'Aero', now: noon });
    await tell(database.pool, 1, { event: 'escalated', brand: 'Aero', now: noon + 1_000 });
    await sendDue(context(database.pool, [ops()], { clock: () => noon + 4_999 }));
    assert.deepEqual(taken(), []);
    await sendDue(context(database.pool, [ops()], { clock: () => noon + 5_000 }));
    assert.deepEqual(taken(), ['opened p1', 'escalated p1']);
  });

  test('by several at once sends each once', async () => {
    const channels = ['a', 'b', 'c'].map((name) => channel(name, `${receiver.url}/${name}`));
    for (let number = 1; number <= 40; number += 1)
      await tell(database.pool, number, { channels: channels.map(({ name }) => name) });
    await sendingUntil('all are sent', allSent, { senders: 4, channels });
    assert.equal(receiver.received.length, 120);
    assert.equal(new Set(receiver.received.map(({ key }) => key)).size, 120);
    assert.ok((await rows()).every(({ attempts }) => attempts === 1));
  });

  test('to a receiver that is down, fails and is late delivers all, in order within each thread', async () => {
    const events = ['opened', 'escalated', 'resolved'] as const;
    for (const event of events)
      for (let number = 1; number <= 6; number += 1)
        await tell(database.pool, number, { event, now: Date.now() });
    await receiver.down();
    const tries = new Map<string, number>();
    const answers = [503, 'nothing', 429] as const;
    receiver.answer = (message) => {
      const before = tries.get(message.key) ?? 0;
      tries.set(message.key, before + 1);
      const fails = before === 0 && !inShort(message).startsWith('escalated');
      return fails ? (answers[tries.size % answers.length] ?? 503) : 200;
    };
    await sendingUntil(
      'all are sent',
      async () => {
        const tried = (await rows()).filter(({ attempts }) => attempts > 0);
        const refused = tried.filter(({ last_error: error }) => error?.includes('ECONNREFUSED') === true);
        if (refused.length === 6 && receiver.received.length === 0) await receiver.up();
        return allSent();
      },
      { senders: 2, tryMs: 1_000 },
    );
    const arrived = firstOfEachKey(receiver.taken);
    assert.equal(arrived.length, 18);
    for (let number = 1; number <= 6; number += 1) {
      assert.deepEqual(
        arrived.map(inShort).filter((message) => message.endsWith(` p${number}`)),
        events.map((event) => `${event} p${number}`),
      );
    }
  });

  test('through a channel that does not answer delays no other channel', async () => {
    receiver.answer = ({ path }) => (path === '/slow' ? 'nothing' : 200);
    const channels = [channel('slow', `${receiver.url}/slow`), channel('fast', `${receiver.url}/fast`)];
    for (let number = 1; number <= 20; number += 1)
      await tell(database.pool, number, { channels: ['slow', 'fast'] });
    const begun = performance.now();
    await sendingUntil(
      'the fast ones are there, and what comes later too',
      async () => {
        if (receiver.taken.length === 20) await tell(database.pool, 99, { channels: ['fast'] });
        return receiver.taken.length === 21;
      },
      { channels, tryMs: 20_000 },
    );
    assert.ok(performance.now() - begun < 15_000);
    const slow = receiver.received.filter(({ path }) => path === '/slow');
    assert.equal(slow.length, 8, 'eight at once, no more');
  });

  test('begins as soon as it is woken', async () => {
    const sending = startSending(context(database.pool, [ops()], { clock: Date.now, pollMs: 3_600_000 }));
    await tell(database.pool, 1);
    sending.wake();
    await eventually('it is sent', allSent);
    await sending.stop();
  });

  describe('through a channel that is set wrongly', () => {
    test('is tried again after five minutes: somebody may have corrected it, without a restart', async () => {
      let now = noon;
      let stored = { ...ops(), allowPrivate: false };
      const sending = context(database.pool, [], {
        clock: () => now,
        channels: () => Promise.resolve([stored]),
        pollMs: 20,
      });
      await tell(database.pool, 1);
      const running = startSending(sending);
      await eventually('it is refused', async () => (await rows())[0]?.last_error !== null);
      const [row] = await rows();
      assert.match(row?.last_error ?? '', /private or reserved address/u);
      assert.deepEqual(row?.due_at, new Date(noon + 300_000));
      stored = ops();
      now += 300_000;
      await eventually('it is sent', allSent);
      await running.stop();
    });

    test('waits while it is switched off or removed, untouched', async () => {
      await tell(database.pool, 1, { channels: ['ops', 'gone'] });
      assert.deepEqual(await sendDue(context(database.pool, [{ ...ops(), enabled: false }])), {
        sent: 0,
        failed: 0,
        held: 0,
      });
      const [gone, off] = await rows();
      assert.deepEqual(
        [gone?.last_error, gone?.due_at, gone?.attempts],
        ['channel is removed', new Date(noon + 3_660_000), 0],
      );
      assert.deepEqual(
        [off?.last_error, off?.due_at, off?.attempts],
        ['channel is disabled', new Date(noon + 360_000), 0],
      );
      const later = context(database.pool, [ops()], { clock: () => noon + 360_000 });
      assert.equal((await sendDue(later)).sent, 1);
    });
  });

  test('what cannot be read is told of, and tried again: a newer release may read it', async () => {
    await tell(database.pool, 1);
    await tell(database.pool, 2);
    await database.pool.query(`update notifications set facts = '{}' where thread = $1`, [incidentId(1)]);
    assert.deepEqual(await sendDue(context(database.pool, [ops()])), { sent: 1, failed: 1, held: 0 });
  });

  describe('when it is stopped', () => {
    const stoppedWithin = async (sending: Sending, seconds: number): Promise<void> => {
      const begun = performance.now();
      await sending.stop();
      await sending.done;
      const took = (performance.now() - begun) / 1_000;
      assert.ok(took < seconds, `${took.toFixed(1)} s`);
    };

    test('and idle, ends at once', async () => {
      await stoppedWithin(startSending(context(database.pool, [ops()], { pollMs: 3_600_000 })), 2);
    });

    test('lets what is on its way arrive', async () => {
      await tell(database.pool, 1);
      receiver.answer = () => 'nothing';
      const sending = startSending(context(database.pool, [ops()], { tryMs: 2_000 }));
      await eventually('it is on its way', () => receiver.received.length === 1);
      await stoppedWithin(sending, 4);
      assert.match((await rows())[0]?.last_error ?? '', /did not answer within/u);
    });

    test('breaks off what takes longer, and leaves it to others at once', async () => {
      await tell(database.pool, 1);
      receiver.answer = () => 'nothing';
      const sending = startSending(context(database.pool, [ops()], { tryMs: 15_000 }));
      await eventually('it is on its way', () => receiver.received.length === 1);
      await stoppedWithin(sending, 6);
      const [row] = await rows();
      assert.match(row?.last_error ?? '', /when the try was stopped/u);
      assert.equal(row?.claimed_until, null);
      receiver.answer = () => 200;
      assert.equal((await sendDue(context(database.pool, [ops()]))).sent, 1);
      assert.equal(receiver.received[0]?.key, receiver.received[1]?.key);
    });
  });
});
