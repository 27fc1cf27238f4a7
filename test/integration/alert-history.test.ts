import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { upsertProducts } from '#shared/database/products.ts';
import type { Lane } from '#shared/stream/port.ts';
import { Baselines } from '../../services/alert/evaluation/baselines.ts';
import { evaluateDue, historyBefore } from '../../services/alert/evaluation/evaluate-due.ts';
import { watchProducts } from '../../services/alert/evaluation/product-states.ts';
import { countPast } from '../../services/alert/history/count-past.ts';
import { replayDue } from '../../services/alert/history/replay-due.ts';
import { sinkStage } from '../../services/sink/stage.ts';
import { inputsOf } from '../fixtures/mentions.ts';
import { startPostgres, type TestPostgres } from '../fixtures/postgres.ts';
import { mentionsOf, type Story } from '../fixtures/told-story.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const start = Date.UTC(2025, 2, 3);
const crisisAt = start + 41 * DAY + 9 * HOUR;
const end = start + 45 * DAY;
const crisis = { from: crisisAt, to: crisisAt + 4 * HOUR, times: 4, negativeShare: 0.7 };

const story = (product: string, crises: Story['crises']): Story => ({
  ...{ product, seed: product.length, from: start, to: end, perHour: 12, negativeShare: 0.15, crises },
});
const products = ['delta', 'quietly'].map((id) => ({ id, name: id, brand: null, query: id, active: true }));

interface Row {
  readonly product: string;
  readonly kind: string;
  readonly historical: boolean;
  readonly opened: string;
  readonly resolved: string;
  readonly negative: number;
  readonly mentions: number;
}

async function prepare(database: TestPostgres, lane: Lane): Promise<void> {
  await upsertProducts(database.pool, products);
  await watchProducts(database.pool);
  await database.pool.query(
    `insert into alert_channels (name, type, target) values ('team', 'terminal', '')`,
  );
  const stage = sinkStage(database.pool, { maxBatch: 2_000, lingerMs: 0, partitionsAhead: 1 });
  const mentions = [...mentionsOf(story('delta', [crisis])), ...mentionsOf(story('quietly', []))];
  for (let from = 0; from < mentions.length; from += 2_000) {
    await stage.process(inputsOf(mentions.slice(from, from + 2_000)), lane);
  }
}

async function goThroughHistory(database: TestPostgres, now: number): Promise<void> {
  while ((await countPast(database.pool, historyBefore(now), now)) > 0);
  while (await replayDue(database.pool, now + MINUTE));
}

async function incidents(database: TestPostgres): Promise<Row[]> {
  const { rows } = await database.pool.query<Row>(
    `select product_id as product, kind, historical, to_char(opened_at at time zone 'UTC', 'MM-DD HH24:MI') as opened,
       to_char(resolved_at at time zone 'UTC', 'MM-DD HH24:MI') as resolved, negative, mentions
     from incidents order by opened_at`,
  );
  return rows;
}

const notifications = async (database: TestPostgres): Promise<number> =>
  (await database.pool.query('select from notifications')).rowCount ?? 0;

describe('history', () => {
  let backfilled: TestPostgres;
  let live: TestPostgres;
  before(async () => {
    backfilled = await startPostgres();
    live = await backfilled.createDatabase();
    await Promise.all([prepare(backfilled, 'backfill'), prepare(live, 'live')]);
  });
  after(() => backfilled.stop());

  test('that is played in makes historical incidents, and nobody is told', async () => {
    await goThroughHistory(backfilled, end + 400 * DAY);
    const found = await incidents(backfilled);
    assert.equal(found.length, 1);
    assert.deepEqual([found[0]?.product, found[0]?.historical], ['delta', true]);
    assert.equal(await notifications(backfilled), 0);
  });

  test('makes the incidents that live evaluation would have made, to the minute', async () => {
    const baselines = new Baselines();
    // Live knows what came before, and sees the rest as time goes by.
    await live.pool.query('update alert_rules set activated_at = to_timestamp(0)');
    const beginning = crisisAt - 2 * HOUR;
    while ((await countPast(live.pool, beginning, end)) > 0);
    await live.pool.query('truncate alert_history');
    for (let now = beginning; now < crisisAt + 12 * HOUR; now += MINUTE) {
      const evaluation = { now, round: now, baselines, holds: () => [], groupWaitMs: 0, linkBase: '' };
      await evaluateDue(live.pool, evaluation);
    }
    const found = await incidents(live);
    assert.equal(found.length, 1);
    assert.equal(found[0]?.historical, false);
    assert.ok((await notifications(live)) >= 2);
    assert.deepEqual({ ...found[0], historical: true }, (await incidents(backfilled))[0]);
  });

  test('gone through again, it changes nothing; nor does it touch what was found live', async () => {
    for (const database of [backfilled, live]) {
      const before = await incidents(database);
      await database.pool.query(
        `insert into changed_hours select distinct product_id, date_bin('1 hour', minute, timestamptz '2000-01-01 00:00+00') from sentiment_minutes`,
      );
      await goThroughHistory(database, end + 400 * DAY);
      assert.deepEqual(await incidents(database), before);
    }
    assert.equal(await notifications(backfilled), 0);
  });

  test('an incident goes when the posts that made it are deleted', async () => {
    const stage = sinkStage(backfilled.pool, { maxBatch: 2_000, lingerMs: 0, partitionsAhead: 1 });
    const gone = mentionsOf(story('delta', [crisis]))
      .filter(({ postedAt }) => postedAt >= crisis.from && postedAt < crisis.to)
      .map((mention) => ({
        ...mention,
        change: 'delete' as const,
        revision: mention.revision + 1,
        products: [],
        sentiment: null,
      }));
    await stage.process(inputsOf(gone), 'backfill');
    await goThroughHistory(backfilled, end + 400 * DAY);
    assert.deepEqual(await incidents(backfilled), []);
  });
});
