import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Pool } from 'pg';
import { pino } from 'pino';
import { configSchema } from '#shared/config/schema.ts';
import { openPool } from '#shared/database/open.ts';
import { openEmbeddedStream } from '#shared/stream/embedded/stream.ts';
import { createCompleteness } from '../../services/alert/completeness/completeness.ts';
import { fedProducts } from '../../services/alert/completeness/fed-products.ts';
import { MissedProducts } from '../../services/alert/completeness/missed-products.ts';
import {
  deleteOldSamples,
  loadActivity,
  saveSample,
} from '../../services/alert/completeness/stored-activity.ts';
import { numbered, positionsAfter, take } from '../contract/stream-contract.ts';
import { startPostgres, type TestPostgres } from '../fixtures/postgres.ts';
import { NOTHING_WAITS } from '../unit/alert-completeness/histories.ts';
import { addMentions } from '../unit/alert-completeness/stored-mentions.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 2, 9, 12);

let postgres: TestPostgres;
before(async () => (postgres = await startPostgres()));
after(() => postgres.stop());

const freshPool = async (): Promise<Pool> => (await postgres.createDatabase()).pool;
/** Nobody listens there. */
const deadPool = (): Pool => openPool('postgres://nobody@127.0.0.1:1/nothing', 1, pino({ level: 'silent' }));

describe('stored activity', () => {
  const save = (pool: Pool, at: number, records: Record<string, number>): Promise<void> =>
    saveSample(pool, { at, written: new Map(Object.entries(records)), waiting: NOTHING_WAITS });

  test('holds a sample a minute, whichever copy comes first', async () => {
    const pool = await freshPool();
    await Promise.all([1, 2, 3].map((copy) => save(pool, NOW + copy * 1_000, { 'feeds.x': 10, posts: 3 })));
    await save(pool, NOW + 59_999, { 'feeds.x': 99 });
    await save(pool, NOW + MINUTE, { 'feeds.x': 20 });
    const { rows } = await pool.query(
      'select topic, extract(epoch from sampled_at)::float8 * 1000 as at, records::int from feed_activity order by 1, 2',
    );
    assert.deepEqual(rows, [
      { topic: 'feeds.x', at: NOW, records: 10 },
      { topic: 'feeds.x', at: NOW + MINUTE, records: 20 },
      { topic: 'posts', at: NOW, records: 3 },
    ]);
  });

  test('comes back with its silences', async () => {
    const pool = await freshPool();
    const written = [5, 5, 5, 5, 9, 9, 9, 12, 20];
    for (const [minute, records] of written.entries()) {
      await save(pool, NOW + minute * MINUTE, { 'feeds.x': records, 'feeds.y': 7 });
    }
    const activity = await loadActivity(pool, NOW + HOUR);
    const stretches = Object.fromEntries(
      activity
        .feeds()
        .map(([topic, counts]) => [
          topic,
          counts.stretches.map(({ from, to, total }) => [(from - NOW) / MINUTE, (to - NOW) / MINUTE, total]),
        ]),
    );
    assert.deepEqual(stretches, {
      'feeds.x': [
        [0, 3, 0],
        [4, 6, 4],
        [7, 7, 7],
        [8, 8, 15],
      ],
      'feeds.y': [[0, 8, 0]],
    });
  });

  test('is kept for eight days', async () => {
    const pool = await freshPool();
    for (const days of [0, 1, 7.9, 8.1, 20])
      await save(pool, NOW - days * DAY, { 'feeds.x': 100 - Math.round(days) });
    assert.equal((await loadActivity(pool, NOW)).feeds()[0]?.[1].since, NOW - 7.9 * DAY);
    await deleteOldSamples(pool, NOW);
    const { rows } = await pool.query<{ count: number }>('select count(*)::int from feed_activity');
    assert.equal(rows[0]?.count, 3);
  });
});

describe('products that miss a feed', () => {
  test('got a tenth of their mentions from it in the two days before, and are active', async () => {
    const pool = await freshPool();
    await addMentions(pool, NOW, [
      { product: 'tenth', feed: 'x', mentions: 3 },
      { product: 'tenth', feed: 'y', mentions: 27 },
      { product: 'less', feed: 'x', mentions: 2 },
      { product: 'less', feed: 'y', mentions: 28 },
      { product: 'inactive', feed: 'x', mentions: 5 },
    ]);
    await addMentions(pool, NOW - 3 * DAY, [{ product: 'before', feed: 'x', mentions: 20 }]);
    await addMentions(pool, NOW + DAY, [
      { product: 'since', feed: 'x', mentions: 20 },
      { product: 'tenth', feed: 'z', mentions: 500 },
    ]);
    await pool.query("update products set active = false where id = 'inactive'");
    assert.deepEqual([...(await fedProducts(pool, 'feeds.x', NOW))], ['tenth']);
    assert.deepEqual([...(await fedProducts(pool, 'feeds.nowhere', NOW))], []);
  });

  test('are looked for seldom, and are unknown while PostgreSQL is gone', async () => {
    const pool = await freshPool();
    await addMentions(pool, NOW, [{ product: 'delta', feed: 'x', mentions: 20 }]);
    const missed = new MissedProducts(pool);
    const silence = { topic: 'feeds.x', since: NOW, minutes: 20, retired: false };
    const products = async (at: number): Promise<string[] | null> => {
      const found = await missed.of(silence, at);
      return found && [...found].sort();
    };
    assert.deepEqual(await products(NOW), ['delta']);
    await addMentions(pool, NOW, [{ product: 'united', feed: 'x', mentions: 20 }]);
    assert.deepEqual(await products(NOW + 59 * MINUTE), ['delta']);
    assert.deepEqual(await products(NOW + 61 * MINUTE), ['delta', 'united']);

    const dead = deadPool();
    assert.equal(await new MissedProducts(dead).of(silence, NOW), null);
    await dead.end();
  });
});

describe('completeness of the data in the embedded stream', () => {
  test('knows lag, and calls no feed silent: what the process plays may end. It needs no PostgreSQL for that', async (t) => {
    const directory = await mkdtemp(join(tmpdir(), 'tonewatch-completeness-'));
    const stream = await openEmbeddedStream({ directory, maxPending: 20_000 });
    const pools = [await freshPool(), deadPool()];
    t.after(async () => {
      await stream.close();
      await pools[1]?.end();
      await rm(directory, { recursive: true });
    });
    let now = NOW;
    const config = configSchema.parse({});
    const watches = pools.map((pool) => createCompleteness({ stream, pool, config, clock: () => now }));
    const tick = async (): Promise<void> => {
      now += MINUTE;
      await Promise.all(watches.map((each) => each.refresh()));
    };
    const holds = (): (readonly string[])[] => watches.map((each) => each.holds('delta', 0));
    await stream.ensureTopics(['feeds.file', 'posts'].map((name) => ({ name, partitions: 2 })));
    const producer = await stream.producer();
    const consumer = await stream.consumer({ group: 'tonewatch.ingest.live', topics: ['feeds.file'] });
    for (let minute = 0; minute < 240; minute += 1) {
      await producer.send('feeds.file', numbered(10));
      const records = await take(consumer, 10, { commit: false });
      await consumer.commit(positionsAfter(records));
      await tick();
    }
    assert.deepEqual(holds(), [[], []]);
    for (let minute = 0; minute < 60; minute += 1) await tick();
    assert.deepEqual(holds(), [[], []]);
    await producer.send('posts', numbered(10));
    for (let minute = 0; minute < 20; minute += 1) await tick();
    const lag = 'lag is 20 min, more than half of the 15m window';
    assert.deepEqual(holds(), [[lag], [lag]]);
    await consumer.close();
    await stream.close();
    now += MINUTE;
    await assert.rejects(watches[0]!.refresh(), { code: 'STREAM_CLOSED' });
  });
});
