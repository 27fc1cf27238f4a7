import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Mention } from '#shared/avro/mention.ts';
import { recountDifferences } from '#shared/database/recount.ts';
import { tellingWords } from '#shared/database/telling-words.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { processIsolating } from '#shared/service/isolate.ts';
import { makePartitions } from '../../services/sink/partitions.ts';
import { sinkStage } from '../../services/sink/stage.ts';
import { inputsOf, mentionOf, sentimentOf } from '../fixtures/mentions.ts';
import { startPostgres, type TestPostgres } from '../fixtures/postgres.ts';

const config = { maxBatch: 2_000, lingerMs: 0, partitionsAhead: 2 };
const noon = Date.UTC(2026, 2, 1, 12);

describe('the sink', () => {
  let database: TestPostgres;
  const write = async (...mentions: readonly Mention[]): Promise<void> => {
    await sinkStage(database.pool, config).process(inputsOf(mentions), 'live');
  };
  const rows = async (query: string): Promise<unknown[]> =>
    (await database.pool.query<Record<string, unknown>>(query)).rows;
  const minutes = (): Promise<unknown[]> =>
    rows(
      `select product_id, to_char(minute at time zone 'UTC', 'DD HH24:MI') as minute, mentions, negative, neutral, positive, unscored, score_sum::int
       from sentiment_minutes order by product_id, minute`,
    );
  before(async () => {
    database = await startPostgres();
  });
  after(() => database.stop());
  beforeEach(() => database.pool.query('truncate mentions, post_versions, sentiment_minutes'));

  test('a mention becomes a row per product, with everything that is known of it', async () => {
    const mention = mentionOf({
      postId: 'x:1',
      postedAt: noon + 59_999,
      products: ['delta', 'united', 'delta'],
      author: 'abc',
      url: 'https://x.example/1',
      repostOf: 'x:0',
      reach: 3_000_000_000,
      text: 'late, "again"\\ {and} never\0theless\n🙁',
      evidence: [
        { text: 'again "late\\"\0, {}', weight: Math.fround(1.2) },
        { text: 'never', weight: -7 },
      ],
    });
    await write(mention);
    const [row, second, third] = (await rows('select * from mentions order by product_id')) as Record<
      string,
      unknown
    >[];
    assert.equal(third, undefined);
    assert.equal(second?.['product_id'], 'united');
    const { stored_at: storedAt, ...rest } = row ?? {};
    assert.ok(storedAt instanceof Date);
    assert.deepEqual(rest, {
      product_id: 'delta',
      posted_at: new Date(noon + 59_999),
      post_id: 'x:1',
      platform: 'x',
      feed: 'x',
      text: 'late, "again"\\ {and} nevertheless\n🙁',
      author: 'abc',
      language: 'en',
      url: 'https://x.example/1',
      repost_of: 'x:0',
      reach: '3000000000',
      cluster: '00000000000000ff',
      label: 'negative',
      negative: '0.700000',
      neutral: '0.200000',
      positive: '0.100000',
      model: 'posts-cnn@1',
      evidence: ['again "late\\", {}', 'never'],
      evidence_weights: [1.2, -7],
      revision: new Date(noon + 59_999),
      lane: 'live',
      overridden: false,
    });
    const minute = { minute: '01 12:00', mentions: 1, negative: 1, neutral: 0, positive: 0, unscored: 0 };
    assert.deepEqual(await minutes(), [
      { product_id: 'delta', ...minute, score_sum: -600_000 },
      { product_id: 'united', ...minute, score_sum: -600_000 },
    ]);
  });

  test('an edit that names other products moves the post; a deletion takes it out of every count', async () => {
    await write(mentionOf({ postId: 'x:1', products: ['delta', 'united'] }), mentionOf({ postId: 'x:2' }));
    const edit = {
      postId: 'x:1',
      change: 'edit',
      revision: noon + 1,
      products: ['united', 'jetblue'],
    } as const;
    await write(mentionOf({ ...edit, sentiment: null, model: null }));
    assert.deepEqual(await rows('select product_id, post_id, label from mentions order by 1, 2'), [
      { product_id: 'delta', post_id: 'x:2', label: 'negative' },
      { product_id: 'jetblue', post_id: 'x:1', label: null },
      { product_id: 'united', post_id: 'x:1', label: null },
    ]);
    assert.deepEqual(await recountDifferences(database.pool), []);
    await write(mentionOf({ postId: 'x:1', change: 'delete', revision: noon + 2 }));
    assert.equal((await rows('select from mentions')).length, 1);
    assert.equal((await minutes()).length, 1, 'minutes without mentions are gone');
    assert.deepEqual(await recountDifferences(database.pool), []);
  });

  test('a deletion that comes before the post keeps it out, also within one batch', async () => {
    await write(mentionOf({ postId: 'x:1', change: 'delete', revision: noon + 5 }));
    await write(
      mentionOf({ postId: 'x:1' }),
      mentionOf({ postId: 'x:1', change: 'edit', revision: noon + 9 }),
    );
    await write(
      mentionOf({ postId: 'x:2', change: 'delete', revision: noon + 5 }),
      mentionOf({ postId: 'x:2' }),
    );
    assert.deepEqual(await rows('select from mentions'), []);
    assert.deepEqual(await minutes(), []);
  });

  test('the same post with another text and time, both creations: the first stays', async () => {
    await write(mentionOf({ postId: 'x:1', text: 'first' }));
    await write(mentionOf({ postId: 'x:1', text: 'second' }));
    await write(mentionOf({ postId: 'x:2', text: 'first' }), mentionOf({ postId: 'x:2', text: 'second' }));
    assert.deepEqual(await rows('select post_id, text from mentions order by post_id'), [
      { post_id: 'x:1', text: 'first' },
      { post_id: 'x:2', text: 'first' },
    ]);
  });

  test('the words that weigh most in negative mentions are found by product', async () => {
    const because = (postId: string, text: string, weight: number, product = 'delta') =>
      mentionOf({ postId, products: [product], evidence: [{ text, weight }] });
    const happy = { label: 'positive', negative: 0, neutral: 0, positive: 1 } as const;
    await write(
      because('x:1', 'late', 1.5),
      because('x:2', 'late', 1),
      because('x:3', 'rude', 2),
      because('x:4', 'on time', -4),
      because('x:5', 'lost', 0.1),
      because('x:6', 'lost', 0.1, 'united'),
      { ...because('x:7', 'great', 9), sentiment: happy },
    );
    assert.deepEqual(
      [...(await tellingWords(database.pool, 2))],
      [
        ['delta', ['late', 'rude']],
        ['united', ['lost']],
      ],
    );
  });

  test('late posts of any age are counted in their own minute', async () => {
    await write(mentionOf({ postId: 'x:1' }));
    await write(
      mentionOf({ postId: 'x:2', postedAt: Date.UTC(2015, 1, 24, 11, 42, 48) }),
      mentionOf({ postId: 'x:3', postedAt: Date.UTC(1995, 0, 1) }),
    );
    assert.deepEqual(
      await rows(`select tableoid::regclass::text as partition, post_id from mentions order by post_id`),
      [
        { partition: 'mentions_2026_03', post_id: 'x:1' },
        { partition: 'mentions_2015_02', post_id: 'x:2' },
        { partition: 'mentions_before_2000', post_id: 'x:3' },
      ],
    );
    assert.deepEqual(await recountDifferences(database.pool), []);
  });

  test('many copies make the same partitions at once, while others write', async () => {
    const months = Array.from({ length: 24 }, (_, i) =>
      new Date(Date.UTC(2030, i, 1)).toISOString().slice(0, 10),
    );
    await Promise.all([
      ...Array.from({ length: 4 }, () => makePartitions(database.pool, months)),
      ...Array.from({ length: 4 }, (_, i) =>
        write(mentionOf({ postId: `x:${String(i)}`, postedAt: Date.UTC(2030, i * 5, 15) })),
      ),
    ]);
    const partitions = await rows(
      `select from pg_inherits where inhparent = 'mentions'::regclass and inhrelid::regclass::text like 'mentions_203_%'`,
    );
    assert.equal(partitions.length, 24);
    assert.deepEqual(await recountDifferences(database.pool), []);
  });

  test('a partition that was removed while the sink ran is made again, after one transient failure', async () => {
    const stage = sinkStage(database.pool, config);
    const process = async (postId: string): Promise<unknown> =>
      stage.process(inputsOf([mentionOf({ postId, postedAt: Date.UTC(2040, 5, 1) })]), 'live');
    await process('x:1');
    await database.pool.query('drop table mentions_2040_06');
    await assert.rejects(
      () => process('x:2'),
      (error) => error instanceof TonewatchError && error.transient,
    );
    await process('x:2');
    assert.deepEqual(await rows('select post_id from mentions'), [{ post_id: 'x:2' }]);
  });

  test('a value that PostgreSQL refuses is isolated; the rest of the batch is stored', async () => {
    const mentions = Array.from({ length: 20 }, (_, i) =>
      mentionOf({ postId: i === 7 ? 'x:\0' : `x:${String(i)}`, sentiment: sentimentOf(i) }),
    );
    const outcomes = await processIsolating(sinkStage(database.pool, config), inputsOf(mentions), 'live');
    const failed = outcomes.flatMap((outcome, i) =>
      outcome instanceof TonewatchError ? [[i, outcome.code]] : [],
    );
    assert.deepEqual(failed, [[7, 'DATABASE_REJECTED']]);
    assert.equal((await rows('select from mentions')).length, 19);
    assert.deepEqual(await recountDifferences(database.pool), []);
  });

  test('a recount that differs is found, to the row', async () => {
    await write(mentionOf({ postId: 'x:1' }), mentionOf({ postId: 'x:2', products: ['united'] }));
    await database.pool.query(
      `update sentiment_minutes set score_sum = score_sum + 1 where product_id = 'delta'`,
    );
    await database.pool.query(`delete from mentions where product_id = 'united'`);
    const found = (await recountDifferences(database.pool)).map(({ kind, product, at }) => [
      kind,
      product,
      at,
    ]);
    assert.deepEqual(found.sort(), [
      ['mention', 'united', 'x:2'],
      ['minute', 'delta', '2026-03-01T12:00Z'],
      ['minute', 'united', '2026-03-01T12:00Z'],
    ]);
  });
});
