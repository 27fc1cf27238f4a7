import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { dropWaiting } from '../../services/alert/feedback/drop-waiting.ts';
import { digestFactsSchema } from '../../services/alert/message/facts.ts';
import { renderText } from '../../services/alert/message/render-text.ts';
import type { OutboxChannel } from '../../services/alert/outbox/outbox-channel.ts';
import { sendDue, type Sent } from '../../services/alert/outbox/send-due.ts';
import { eventually } from '../fixtures/eventually.ts';
import { startPostgres, type TestPostgres } from '../fixtures/postgres.ts';
import { channel, context, incidentId, noon, notifications, tell } from '../unit/alert-outbox/outbox-rows.ts';
import { inShort, startReceiver, type Receiver } from '../unit/alert-outbox/receiver.ts';

/** All days are those of Berlin in early March, an hour ahead of UTC. */
const berlin = (day: number, hour: number, minute = 0): number => Date.UTC(2026, 2, day, hour - 1, minute);

const four = <T>(work: () => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: 4 }, work));

describe('what is left to a digest', () => {
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

  const sendAt = (now: number, rest: Partial<OutboxChannel>): Promise<Sent> =>
    sendDue(context(database.pool, [channel('ops', receiver.url, rest)], { clock: () => now }));
  const taken = (): string[] => receiver.taken.map(inShort);
  const rows = (): ReturnType<typeof notifications> => notifications(database.pool);

  /** Lets work begin, and go on once four transactions have decided what to write, or wait for one that has. */
  const heldUp = async <T>(work: () => Promise<T>): Promise<T> => {
    const blocker = await database.pool.connect();
    await blocker.query('begin; lock table notifications in share mode');
    const working = work();
    await eventually('four wait', async () => {
      const { rowCount } = await database.pool.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return rowCount === 4;
    });
    await blocker.query('commit');
    blocker.release();
    return working;
  };

  describe('beyond the daily cap', () => {
    const capped = { dailyCap: 3 };

    test('comes at nine the next morning, when the day’s messages are new', async () => {
      for (let number = 1; number <= 5; number += 1) await tell(database.pool, number);
      assert.deepEqual(await sendAt(noon, capped), { sent: 3, failed: 0, held: 2 });
      assert.deepEqual(taken(), ['opened p1', 'opened p2', 'opened p3']);
      const held = (await rows()).slice(3);
      assert.deepEqual(
        held.map((row) => [row.held, row.digest_due_at, row.attempts, row.sent_at]),
        Array(2).fill(['daily cap', new Date(berlin(3, 9)), 0, null]),
      );

      await tell(database.pool, 6, { now: berlin(3, 0, 1) });
      assert.equal((await sendAt(berlin(3, 0, 1), capped)).sent, 1);
      assert.deepEqual(await sendAt(berlin(3, 8, 59), capped), { sent: 0, failed: 0, held: 0 });
      assert.deepEqual(await sendAt(berlin(3, 9), capped), { sent: 1, failed: 0, held: 0 });
      assert.deepEqual(taken().slice(3), ['opened p6', 'digest of 2']);
      assert.deepEqual(await sendAt(berlin(4, 9), capped), { sent: 0, failed: 0, held: 0 });
    });

    test('says what it would have said, in short, and why it comes late', async () => {
      for (let number = 1; number <= 4; number += 1) await tell(database.pool, number);
      await sendAt(noon, capped);
      await sendAt(berlin(3, 9), capped);
      const facts = digestFactsSchema.parse(receiver.taken[3]?.facts);
      assert.equal(facts.reason, 'daily cap of 3 messages');
      const [entry] = facts.entries;
      assert.deepEqual(
        [entry?.event, entry?.at, entry?.incident, entry?.product, entry?.severity, entry?.negative],
        ['opened', new Date(noon).toISOString(), incidentId(4), 'Product 4', 'serious', 212],
      );
      assert.match(renderText(facts, 'Europe/Berlin').text, /Product 4/u);
      const [, , , held, digest] = await rows();
      assert.equal(held?.digest_id, digest?.id);
      assert.deepEqual(
        [digest?.event, digest?.severity, digest?.incidents],
        ['digest', 'serious', [incidentId(4)]],
      );
    });

    test('is counted once by many that send at the same time', async () => {
      for (let number = 1; number <= 30; number += 1) await tell(database.pool, number);
      const results = await heldUp(() => four(() => sendAt(noon, { dailyCap: 7 })));
      assert.equal(
        results.reduce((sum, { sent }) => sum + sent, 0),
        7,
      );
      assert.equal(
        results.reduce((sum, { held }) => sum + held, 0),
        23,
      );
      assert.equal(receiver.taken.length, 7);
      await heldUp(() => four(() => sendAt(berlin(3, 9), { dailyCap: 7 })));
      assert.deepEqual(taken().slice(7), ['digest of 23']);
    });

    test('is as much when the receiver is down: what was tried has its place', async () => {
      for (let number = 1; number <= 5; number += 1) await tell(database.pool, number);
      receiver.answer = () => 503;
      assert.deepEqual(await sendAt(noon, capped), { sent: 0, failed: 3, held: 2 });
      receiver.answer = () => 200;
      assert.deepEqual(await sendAt(noon + 60_000, capped), { sent: 3, failed: 0, held: 0 });
    });

    test('is not what is critical, up to twice the cap', async () => {
      for (let number = 1; number <= 8; number += 1)
        await tell(database.pool, number, { severity: number > 3 ? 'critical' : 'warning' });
      assert.deepEqual(await sendAt(noon, capped), { sent: 6, failed: 0, held: 2 });
    });
  });

  describe('in quiet hours', () => {
    const night = { quietFrom: 22 * 60, quietUntil: 7 * 60 };

    test('comes in one message when they are over; what is critical at once', async () => {
      await tell(database.pool, 1, { severity: 'warning', now: berlin(2, 22) });
      await tell(database.pool, 2, { severity: 'critical', now: berlin(2, 22) });
      assert.deepEqual(await sendAt(berlin(2, 22), night), { sent: 1, failed: 0, held: 1 });
      await tell(database.pool, 3, { now: berlin(3, 3) });
      await tell(database.pool, 2, { event: 'resolved', severity: 'critical', now: berlin(3, 4) });
      assert.deepEqual(await sendAt(berlin(3, 4), night), { sent: 1, failed: 0, held: 1 });
      assert.deepEqual(await sendAt(berlin(3, 6, 59), night), { sent: 0, failed: 0, held: 0 });
      assert.equal((await sendAt(berlin(3, 7), night)).sent, 1);
      assert.deepEqual(taken(), ['opened p2', 'resolved p2', 'digest of 2']);
      const facts = digestFactsSchema.parse(receiver.taken[2]?.facts);
      assert.equal(facts.reason, 'quiet hours');
    });

    test('has what ended meanwhile in the same message', async () => {
      await tell(database.pool, 1, { now: berlin(2, 23) });
      await sendAt(berlin(2, 23), night);
      await tell(database.pool, 1, { event: 'resolved', severity: 'critical', now: berlin(3, 1) });
      assert.deepEqual(await sendAt(berlin(3, 1), night), { sent: 0, failed: 0, held: 1 });
      await sendAt(berlin(3, 7), night);
      const facts = digestFactsSchema.parse(receiver.taken[0]?.facts);
      assert.deepEqual(
        facts.entries.map(({ event, at }) => `${event} ${at}`),
        ['opened 2026-03-02T22:00:00.000Z', 'resolved 2026-03-03T00:00:00.000Z'],
      );
    });

    test('is not overtaken by what comes after it, when the digest does not arrive', async () => {
      await tell(database.pool, 1, { now: berlin(2, 23) });
      await sendAt(berlin(2, 23), night);
      receiver.answer = () => 503;
      await sendAt(berlin(3, 7), night);
      await tell(database.pool, 1, { event: 'resolved', now: berlin(3, 7) });
      await tell(database.pool, 2, { now: berlin(3, 7) });
      receiver.answer = (message) => (inShort(message).startsWith('digest') ? 503 : 200);
      await sendAt(berlin(3, 7, 1), night);
      assert.deepEqual(taken(), ['opened p2']);
      receiver.answer = () => 200;
      await sendAt(berlin(3, 7, 10), night);
      assert.deepEqual(taken(), ['opened p2', 'digest of 1', 'resolved p1']);
    });

    test('tells in the morning, by itself, what ends after the digest', async () => {
      await tell(database.pool, 1, { now: berlin(2, 23) });
      await sendAt(berlin(2, 23), night);
      await sendAt(berlin(3, 7), night);
      await tell(database.pool, 1, { event: 'resolved', now: berlin(3, 8) });
      await sendAt(berlin(3, 8), night);
      assert.deepEqual(taken(), ['digest of 1', 'resolved p1']);
    });

    test('leaves out what people have said is expected, and comes not at all when nothing is left', async () => {
      await tell(database.pool, 1, { now: berlin(2, 23) });
      await sendAt(berlin(2, 23), night);
      assert.equal(await dropWaiting(database.pool, incidentId(1)), 1);
      assert.deepEqual(await sendAt(berlin(3, 7), night), { sent: 0, failed: 0, held: 0 });
      assert.deepEqual(taken(), []);
    });
  });
});
