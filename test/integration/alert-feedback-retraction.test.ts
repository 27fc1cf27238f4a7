import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { inTransaction } from '#shared/database/transaction.ts';
import { incidentsToReview } from '../../services/alert/feedback/incidents-to-review.ts';
import { rateIncident } from '../../services/alert/feedback/rate-incident.ts';
import { retractIfGone } from '../../services/alert/feedback/retract.ts';
import { alertFactsSchema } from '../../services/alert/message/facts.ts';
import { renderText } from '../../services/alert/message/render-text.ts';
import { sinkStage } from '../../services/sink/stage.ts';
import { inputsOf, mentionOf } from '../fixtures/mentions.ts';
import { startPostgres, type TestPostgres } from '../fixtures/postgres.ts';
import { openedAt, storeIncident, storeNotification } from '../unit/alert-feedback/alert-rows.ts';

interface Row {
  readonly channel: string;
  readonly thread: string;
  readonly event: string;
  readonly facts: unknown;
}

describe('an incident that does not stand any more', () => {
  let database: TestPostgres;
  const messages = async (): Promise<string[]> =>
    (
      await database.pool.query<Row>('select channel, thread, event from notifications order by seq')
    ).rows.map(({ channel, event, thread }) => `${channel} ${event} ${thread}`);
  const statusOf = async (id: string): Promise<unknown> =>
    (await database.pool.query('select status, resolved_at from incidents where id = $1', [id])).rows[0];

  before(async () => {
    database = await startPostgres();
    const config = { maxBatch: 2_000, lingerMs: 0, partitionsAhead: 2 };
    await sinkStage(database.pool, config).process(inputsOf([mentionOf({ postId: 'x:1' })]), 'live');
  });
  after(() => database.stop());
  beforeEach(() => database.pool.query('truncate incidents, feedback, notifications, changed_hours'));

  const later = openedAt.getTime() + 5 * 60_000;

  test('whoever has heard of it is told once, in the thread where they heard of it', async () => {
    const id = await storeIncident(database.pool);
    const sentAt = new Date();
    await storeNotification(database.pool, [id], { channel: 'ops', thread: 'ops-thread', sentAt });
    await storeNotification(database.pool, [id], {
      channel: 'ops',
      thread: 'ops-thread',
      event: 'escalated',
      sentAt,
    });
    await storeNotification(database.pool, [id], { channel: 'desk', sentAt });
    assert.equal(await retractIfGone(database.pool, id, false, later), true);
    assert.deepEqual(await statusOf(id), { status: 'retracted', resolved_at: new Date(later) });
    assert.deepEqual((await messages()).slice(3), [`ops retracted ops-thread`, `desk retracted ${id}`]);
    assert.equal(await retractIfGone(database.pool, id, false, later), false, 'and only once');
    assert.equal((await messages()).length, 5);
  });

  test('the message can be read by every channel', async () => {
    const id = await storeIncident(database.pool);
    await storeNotification(database.pool, [id], { sentAt: new Date() });
    await retractIfGone(database.pool, id, false, later);
    const { rows } = await database.pool.query<Row>(
      `select facts from notifications where event = 'retracted'`,
    );
    const facts = alertFactsSchema.parse(rows[0]?.facts);
    assert.equal(facts.incidents[0]?.resolvedAt, new Date(later).toISOString());
    assert.match(renderText(facts, 'UTC').text, /^RETRACTED · Aero X1/u);
  });

  test('what waits and was not tried yet is taken back without a word, held messages too', async () => {
    const id = await storeIncident(database.pool);
    await storeNotification(database.pool, [id], { channel: 'slow' });
    await storeNotification(database.pool, [id], { channel: 'slow', event: 'escalated' });
    await storeNotification(database.pool, [id], { channel: 'night', held: 'quiet hours' });
    await storeNotification(database.pool, [id], { channel: 'expired', claimedUntil: new Date(0) });
    await retractIfGone(database.pool, id, false, later);
    assert.deepEqual(await messages(), []);
  });

  test('what was tried, is being sent, or is in a digest may have been seen: it is taken back by a message', async () => {
    const id = await storeIncident(database.pool);
    await storeNotification(database.pool, [id], { channel: 'tried', attempts: 1 });
    await storeNotification(database.pool, [id], {
      channel: 'sending',
      claimedUntil: new Date(Date.now() + 60_000),
    });
    await storeNotification(database.pool, [id], { channel: 'digest', held: 'daily cap', digestId: id });
    await retractIfGone(database.pool, id, false, later);
    assert.deepEqual((await messages()).slice(3), [
      `tried retracted ${id}`,
      `sending retracted ${id}`,
      `digest retracted ${id}`,
    ]);
  });

  test('a message about several incidents loses this one and goes on', async () => {
    const [id, other] = [await storeIncident(database.pool), await storeIncident(database.pool)];
    await storeNotification(database.pool, [id, other]);
    await retractIfGone(database.pool, id, false, later);
    const { rows } = await database.pool.query<Row & { incidents: string[] }>(
      'select incidents::text[], facts from notifications',
    );
    assert.equal(rows.length, 1);
    assert.deepEqual(rows[0]?.incidents, [other]);
    assert.deepEqual(
      alertFactsSchema.parse(rows[0].facts).incidents.map((incident) => incident.id),
      [other],
    );
  });

  test('one that nobody was told of is retracted silently, and keeps the end it had', async () => {
    const resolvedAt = new Date(openedAt.getTime() + 60_000);
    const id = await storeIncident(database.pool, { historical: true, facts: null, resolvedAt });
    assert.equal(await retractIfGone(database.pool, id, false, later), true);
    assert.deepEqual(await statusOf(id), { status: 'retracted', resolved_at: resolvedAt });
    assert.deepEqual(await messages(), []);
  });

  test('it is looked at again when posts of it were judged otherwise, until the review has ended', async () => {
    const [id, other] = [await storeIncident(database.pool), await storeIncident(database.pool)];
    const toReview = async (): Promise<string[]> =>
      (await incidentsToReview(database.pool, ['delta', 'united'])).map((incident) => incident.id);
    await rateIncident(database.pool, other, { rating: 'irrelevant', note: '' });
    assert.deepEqual(await toReview(), []);
    const neutral = { rating: 'wrong-sentiment', note: '', posts: ['x:1'], label: 'neutral' } as const;
    await rateIncident(database.pool, id, neutral);
    assert.deepEqual(await toReview(), [], 'its hours are yet to be counted anew');
    await database.pool.query('truncate changed_hours');
    assert.deepEqual(await toReview(), [id]);
    assert.deepEqual(await incidentsToReview(database.pool, ['united']), []);
    assert.equal(await retractIfGone(database.pool, id, true), false);
    assert.deepEqual(await toReview(), [], 'it stands');
    await rateIncident(database.pool, id, { ...neutral, label: 'positive' });
    await database.pool.query('truncate changed_hours');
    assert.deepEqual(await toReview(), [id]);
    await inTransaction(database.pool, '', async (client) => {
      await client.query('update incidents set updated_at = now() where id = $1', [id]);
      const found = await incidentsToReview(client, ['delta']);
      assert.deepEqual(
        found.map((incident) => incident.id),
        [id],
        'also after an evaluation has brought it up to date',
      );
      await retractIfGone(client, id, false, later);
    });
    assert.deepEqual(await toReview(), [], 'it is gone');
  });
});
