import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { inTransaction } from '#shared/database/transaction.ts';
import { alertFactsSchema, type AlertFacts } from '../../services/alert/message/facts.ts';
import { claim } from '../../services/alert/outbox/claim.ts';
import { enqueue } from '../../services/alert/outbox/enqueue.ts';
import { eventually } from '../fixtures/eventually.ts';
import { startPostgres, type TestPostgres } from '../fixtures/postgres.ts';
import { change, channel, incidentId, noon, notifications, tell } from '../unit/alert-outbox/outbox-rows.ts';

describe('the outbox', () => {
  let database: TestPostgres;
  before(async () => {
    database = await startPostgres();
  });
  after(() => database.stop());
  beforeEach(() => database.pool.query('truncate notifications'));

  const told = async (): Promise<string[]> =>
    (await notifications(database.pool)).map(
      ({ channel: name, event, thread, incidents }) =>
        `${name} ${event} ${incidents.map(short).join(' ')} in ${short(thread)}`,
    );
  const short = (id: string): string => String(Number(id.slice(-12)));
  const facts = async (): Promise<AlertFacts[]> =>
    (await notifications(database.pool)).map((row) => alertFactsSchema.parse(row.facts));
  const claimAll = (now: number): Promise<unknown> =>
    claim(database.pool, { channel: 'ops', stored: channel('ops', ''), limit: 100, now, leaseMs: 60_000 });

  test('has one message for each channel, due at once where there is no brand', async () => {
    assert.equal(await tell(database.pool, 1, { channels: ['ops', 'desk', 'ops'] }), 2);
    assert.deepEqual(await told(), ['desk opened 1 in 1', 'ops opened 1 in 1']);
    const [row] = await notifications(database.pool);
    assert.deepEqual(row?.due_at, new Date(noon));
    assert.deepEqual(await facts(), [
      {
        schema: 'tonewatch.alert/1',
        event: 'opened',
        brand: null,
        thread: incidentId(1),
        incidents: [change(1).facts],
      },
      (await facts())[0],
    ]);
  });

  test('has nothing for nobody, and nothing of a transaction that was taken back', async () => {
    assert.equal(await tell(database.pool, 1, { channels: [] }), 0);
    await assert.rejects(
      inTransaction(database.pool, '', async (client) => {
        await enqueue(client, change(1));
        throw new Error('the incident could not be stored');
      }),
    );
    assert.deepEqual(await told(), []);
  });

  test('makes one message of what opens at one brand within the wait: the worst counts, the first one is the thread', async () => {
    await tell(database.pool, 1, { brand: 'Aero', severity: 'warning' });
    await tell(database.pool, 2, { brand: 'Aero', severity: 'critical', now: noon + 3_000 });
    await tell(database.pool, 3, { brand: 'Aero', severity: 'serious', now: noon + 4_000 });
    await tell(database.pool, 4, { brand: 'Other' });
    await tell(database.pool, 5);
    assert.deepEqual(await told(), ['ops opened 1 2 3 in 1', 'ops opened 4 in 4', 'ops opened 5 in 5']);
    const [row] = await notifications(database.pool);
    assert.equal(row?.severity, 'critical');
    assert.deepEqual(row.due_at, new Date(noon + 5_000), 'nobody waits longer because of others');
    const [aero, other] = await facts();
    assert.deepEqual(
      [aero?.brand, aero?.thread, aero?.incidents.map(({ product }) => product.id)],
      ['Aero', incidentId(1), ['p1', 'p2', 'p3']],
    );
    assert.equal(other?.brand, null);
  });

  test('makes one message of what two evaluators open at the same time', async () => {
    const first = await database.pool.connect();
    await first.query('begin');
    await enqueue(first, change(1, { brand: 'Aero', channels: ['desk', 'ops'] }));
    const second = tell(database.pool, 2, { brand: 'Aero', channels: ['ops', 'desk'] });
    await eventually('the second one waits for the first', async () => {
      const { rows } = await database.pool.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return rows.length === 1;
    });
    await first.query('commit');
    first.release();
    assert.equal(await second, 2);
    assert.deepEqual(await told(), ['desk opened 1 2 in 1', 'ops opened 1 2 in 1']);
  });

  test('makes one message a channel of what many evaluators open at the same time', async () => {
    const numbers = Array.from({ length: 24 }, (_, index) => index + 1);
    const channels = ['desk', 'night', 'ops'];
    await Promise.all(
      numbers.map((number) =>
        tell(database.pool, number, { brand: 'Aero', channels: channels.toSorted(() => (number % 3) - 1) }),
      ),
    );
    const rows = await notifications(database.pool);
    assert.equal(rows.length, 3);
    for (const { incidents } of rows) assert.deepEqual([...incidents].sort(), numbers.map(incidentId));
  });

  test('never changes a message that a sender has: what comes in that moment is a new one', async () => {
    await tell(database.pool, 1, { brand: 'Aero' });
    const sender = await database.pool.connect();
    await sender.query('begin');
    await sender.query('update notifications set attempts = attempts + 1');
    const joining = tell(database.pool, 2, { brand: 'Aero' });
    await eventually('the evaluator waits for the sender', async () => {
      const { rows } = await database.pool.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return rows.length === 1;
    });
    await sender.query('commit');
    sender.release();
    await joining;
    await tell(database.pool, 3, { brand: 'Aero' });
    assert.deepEqual(await told(), ['ops opened 1 in 1', 'ops opened 2 3 in 2']);
  });

  test('tells the rest in the thread in which the beginning was told, on each channel', async () => {
    await tell(database.pool, 1, { brand: 'Aero', channels: ['ops'] });
    await tell(database.pool, 2, { brand: 'Aero', channels: ['ops', 'desk'] });
    await claimAll(noon + 5_000);
    for (const event of ['escalated', 'resolved', 'retracted'] as const)
      await tell(database.pool, 2, { event, brand: 'Aero', channels: ['ops', 'desk'] });
    assert.deepEqual((await told()).slice(2), [
      'desk escalated 2 in 2',
      'ops escalated 2 in 1',
      'desk resolved 2 in 2',
      'ops resolved 2 in 1',
      'desk retracted 2 in 2',
      'ops retracted 2 in 1',
    ]);
    const [, , , escalated] = await facts();
    assert.deepEqual([escalated?.thread, escalated?.brand], [incidentId(1), null]);
  });

  test('tells a channel that was added later when it gets worse, and only then how it ends', async () => {
    await tell(database.pool, 1);
    const channels = ['late', 'ops'];
    await tell(database.pool, 1, { event: 'resolved', channels });
    await tell(database.pool, 1, { event: 'retracted', channels });
    await tell(database.pool, 1, { event: 'escalated', channels });
    await tell(database.pool, 1, { event: 'resolved', channels });
    assert.deepEqual((await told()).slice(1), [
      'ops resolved 1 in 1',
      'ops retracted 1 in 1',
      'late escalated 1 in 1',
      'ops escalated 1 in 1',
      'late resolved 1 in 1',
      'ops resolved 1 in 1',
    ]);
  });

  test('tells in its old thread what opens again, together with nothing else', async () => {
    await tell(database.pool, 1, { brand: 'Aero' });
    await tell(database.pool, 2, { brand: 'Aero' });
    await claimAll(noon + 5_000);
    await tell(database.pool, 2, { event: 'resolved', brand: 'Aero' });
    await tell(database.pool, 3, { brand: 'Aero' });
    await tell(database.pool, 2, { reopened: true, brand: 'Aero' });
    assert.deepEqual((await told()).slice(1), [
      'ops resolved 2 in 1',
      'ops opened 3 in 3',
      'ops opened 2 in 1',
    ]);
  });
});
