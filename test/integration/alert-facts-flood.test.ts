import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Mention } from '#shared/avro/mention.ts';
import { findFlood } from '../../services/alert/facts/find-flood.ts';
import type { Flood } from '../../services/alert/facts/flood.ts';
import { noteFlood } from '../../services/alert/facts/note-flood.ts';
import { sinkStage } from '../../services/sink/stage.ts';
import { inputsOf, mentionOf } from '../fixtures/mentions.ts';
import { startPostgres, type TestPostgres } from '../fixtures/postgres.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const noon = Date.UTC(2026, 2, 1, 12);

describe('floods', () => {
  let database: TestPostgres;
  /** Negative mentions from half past eleven on, one a second. */
  const write = async (count: number, of: (index: number) => Partial<Mention>): Promise<void> => {
    const mentions = Array.from({ length: count }, (_, index) =>
      mentionOf({ postId: `x:${String(index)}`, postedAt: noon - HOUR / 2 + index * 1_000, ...of(index) }),
    );
    await sinkStage(database.pool, { maxBatch: 2_000, lingerMs: 0, partitionsAhead: 2 }).process(
      inputsOf(mentions),
      'live',
    );
  };
  const counted = (negative: number): Promise<unknown> =>
    database.pool.query(
      `insert into distinct_minutes values ('delta', '2026-03-01 11:30+00', 'posts-cnn@1', $1, $1, $1, $1)`,
      [negative],
    );
  const noted = async (): Promise<unknown[]> =>
    (
      await database.pool.query<Record<string, unknown>>(
        'select * from floods order by product_id, started_at',
      )
    ).rows;
  before(async () => {
    database = await startPostgres();
  });
  after(() => database.stop());
  beforeEach(() =>
    database.pool.query('truncate mentions, post_versions, sentiment_minutes, distinct_minutes, floods'),
  );

  test('reposts of one post are a flood of copies, with its text', async () => {
    await write(40, (index) => ({
      author: String(index),
      cluster: index < 36 ? 'one' : String(index),
      text: index === 0 ? 'the original' : 'RT the original',
    }));
    await counted(5);
    assert.deepEqual(await findFlood(database.pool, 'delta', noon), {
      kind: 'copies',
      startedAt: noon - HOUR / 2,
      seenAt: noon,
      mentions: 40,
      counted: 5,
      example: 'the original',
    });
  });

  test('many texts of a few authors are a flood of authors, without their names', async () => {
    await write(30, (index) => ({ author: index < 28 ? 'bot' : String(index), cluster: String(index) }));
    await counted(3);
    const flood = await findFlood(database.pool, 'delta', noon);
    assert.equal(flood?.kind, 'authors');
    assert.equal(flood.example, '30 negative mentions by 3 authors, 28 of them by one');
  });

  test('many authors with words of their own are none, nor is what was before the hour, or of others', async () => {
    await write(40, (index) => ({ cluster: String(index) }));
    await counted(40);
    assert.equal(await findFlood(database.pool, 'delta', noon), null);
    assert.equal(await findFlood(database.pool, 'delta', noon + HOUR), null);
    assert.equal(await findFlood(database.pool, 'delta', noon - HOUR / 2), null);
    assert.equal(await findFlood(database.pool, `delta' or ''='`, noon), null);
  });

  const flood: Flood = {
    kind: 'copies',
    startedAt: noon - 20 * MINUTE,
    seenAt: noon,
    mentions: 40,
    counted: 5,
    example: 'the original',
  };

  test('a flood that goes on is one row, with the numbers of its worst hour', async () => {
    await noteFlood(database.pool, 'delta', flood);
    const grown: Flood = { ...flood, kind: 'authors', mentions: 90, counted: 7, example: 'by one author' };
    await noteFlood(database.pool, 'delta', { ...grown, startedAt: noon - 5 * MINUTE, seenAt: noon + HOUR });
    const last = { ...flood, startedAt: noon + 2 * HOUR, seenAt: noon + 3 * HOUR, mentions: 12, counted: 1 };
    await noteFlood(database.pool, 'delta', last);
    const row = {
      product_id: 'delta',
      started_at: new Date(noon - 20 * MINUTE),
      last_seen_at: new Date(noon + 3 * HOUR),
      kind: 'authors',
      mentions: 90,
      counted: 7,
      example: 'by one author',
    };
    assert.deepEqual(await noted(), [row]);
    await noteFlood(database.pool, 'delta', flood);
    assert.deepEqual(await noted(), [row], 'seen again in a replay');
  });

  test('one after more than two hours, or of another product, is another', async () => {
    await noteFlood(database.pool, 'delta', flood);
    await noteFlood(database.pool, 'delta', {
      ...flood,
      startedAt: noon + HOUR,
      seenAt: noon + 2 * HOUR + 1,
    });
    await noteFlood(database.pool, 'united', flood);
    await noteFlood(database.pool, 'delta', {
      ...flood,
      startedAt: noon - 9 * HOUR,
      seenAt: noon - 8 * HOUR,
    });
    assert.equal((await noted()).length, 4);
  });
});
