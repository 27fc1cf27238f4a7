import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Mention } from '#shared/avro/mention.ts';
import type { Change } from '#shared/avro/post.ts';
import { upsertProducts } from '#shared/database/products.ts';
import { inTransaction } from '#shared/database/transaction.ts';
import type { Lane } from '#shared/stream/port.ts';
import { takePastHours } from '../../services/alert/counting/changed-hours.ts';
import { countHours } from '../../services/alert/counting/count-hours.ts';
import { sinkStage } from '../../services/sink/stage.ts';
import { seeded } from '../fixtures/generated-posts.ts';
import { inputsOf, mentionOf } from '../fixtures/mentions.ts';
import { startPostgres, type TestPostgres } from '../fixtures/postgres.ts';

const noon = Date.UTC(2026, 2, 1, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const now = noon + 60 * HOUR;
const positive = { label: 'positive', negative: 0.1, neutral: 0.2, positive: 0.7 } as const;

describe('what alerting counts', () => {
  let database: TestPostgres;
  before(async () => {
    database = await startPostgres();
    await upsertProducts(database.pool, [
      { id: 'delta', name: 'Delta', brand: null, query: 'delta', active: true },
    ]);
  });
  after(() => database.stop());
  beforeEach(() =>
    database.pool.query(
      'truncate mentions, post_versions, sentiment_minutes, distinct_minutes, changed_hours',
    ),
  );

  const write = async (mentions: readonly Mention[], lane: Lane = 'live'): Promise<void> => {
    const stage = sinkStage(database.pool, { maxBatch: 1, lingerMs: 0, partitionsAhead: 1 });
    await stage.process(inputsOf(mentions), lane);
  };
  const count = (): Promise<void> =>
    inTransaction(database.pool, '', async (client) => {
      await countHours(client, await takePastHours(client, now + HOUR, 10_000), now);
    });
  const totals = async (): Promise<Record<string, number>> => {
    const { rows } = await database.pool.query<Record<string, number>>(
      `select coalesce(sum(mentions), 0)::int as n, coalesce(sum(negative), 0)::int as k,
         coalesce(sum(live_mentions), 0)::int as "liveN", coalesce(sum(live_negative), 0)::int as "liveK" from distinct_minutes`,
    );
    return rows[0] ?? {};
  };
  let next = 0;
  const post = (minutes: number, given: Partial<Mention> = {}): Mention =>
    mentionOf({
      postId: `x:${next++}`,
      postedAt: noon + minutes * MINUTE,
      cluster: `cluster ${next}`,
      author: `author ${next}`,
      ...given,
    });

  test('a cluster counts once: the original, and no copy within a day of the one before', async () => {
    const cluster = 'a cascade';
    await write([0, 1, 90, 24 * 60 + 80, 24 * 60 * 2 + 300].map((minutes) => post(minutes, { cluster })));
    await count();
    assert.deepEqual(await totals(), { n: 2, k: 2, liveN: 2, liveK: 2 });
  });

  test('an author counts once an hour of the clock; of authors that are not known every post', async () => {
    const author = 'angry';
    await write([
      ...[1, 2, 59, 61].map((minutes) => post(minutes, { author })),
      ...[3, 4].map((minutes) => post(minutes, { author: null })),
    ]);
    await count();
    assert.equal((await totals())['n'], 4);
  });

  test('what came through the backfill lane is counted, and told apart', async () => {
    await write([post(1)]);
    await write([post(2), post(3, { sentiment: positive })], 'backfill');
    await count();
    assert.deepEqual(await totals(), { n: 3, k: 2, liveN: 1, liveK: 1 });
  });

  test('unscored mentions are not counted, and stand for no copy', async () => {
    await write([post(0, { cluster: 'c', sentiment: null }), post(5, { cluster: 'c' })]);
    await count();
    assert.deepEqual(await totals(), { n: 1, k: 1, liveN: 1, liveK: 1 });
  });

  test('when the original is deleted, its first copy counts, hours later too', async () => {
    const original = post(0, { cluster: 'c' });
    await write([original, post(300, { cluster: 'c', sentiment: positive })]);
    await count();
    assert.deepEqual(await totals(), { n: 1, k: 1, liveN: 1, liveK: 1 });
    await write([{ ...original, change: 'delete', products: [], sentiment: null, revision: noon + HOUR }]);
    await count();
    assert.deepEqual(await totals(), { n: 1, k: 0, liveN: 1, liveK: 0 });
  });

  test('an original that comes late takes the place of a copy that was counted hours later', async () => {
    await write([post(300, { cluster: 'c', sentiment: positive })]);
    await count();
    await write([post(0, { cluster: 'c' })]);
    await count();
    assert.deepEqual(await totals(), { n: 1, k: 1, liveN: 1, liveK: 1 });
  });

  const SEED = Number(process.env['TONEWATCH_TEST_SEED'] ?? Date.now() % 1e9);
  test(`counted piece by piece, in any order, with edits and deletions, it equals a count of all (seed ${SEED})`, async () => {
    const random = seeded(SEED);
    const pick = (most: number): number => Math.floor(random() * most);
    for (let batch = 0; batch < 12; batch += 1) {
      const mentions = Array.from({ length: 25 }, () => {
        const minutes = pick(48 * 60);
        const mention = mentionOf({
          postId: `y:${pick(150)}`,
          postedAt: noon + minutes * MINUTE,
          cluster: `c${pick(40)}`,
          author: random() < 0.2 ? null : `a${pick(15)}`,
          ...(random() < 0.5 ? { sentiment: positive } : {}),
        });
        const change: Change = random() < 0.15 ? 'delete' : random() < 0.2 ? 'edit' : 'create';
        const revision = mention.postedAt + (change === 'create' ? 0 : batch * 1_000);
        return change === 'delete'
          ? { ...mention, change, revision, products: [], sentiment: null }
          : { ...mention, change, revision };
      });
      await write(mentions, random() < 0.5 ? 'live' : 'backfill');
      if (random() < 0.6) await count();
    }
    await count();
    const { rows: piecewise } = await database.pool.query('select * from distinct_minutes order by 1, 2, 3');
    await database.pool.query('truncate distinct_minutes');
    await database.pool.query(
      `insert into changed_hours select distinct product_id, date_bin('1 hour', minute, timestamptz '2000-01-01 00:00+00') from sentiment_minutes`,
    );
    await count();
    const { rows: atOnce } = await database.pool.query('select * from distinct_minutes order by 1, 2, 3');
    assert.ok(atOnce.length > 20);
    assert.deepEqual(piecewise, atOnce);
  });
});
