/**
 * An operator loads a year of history while today's posts flow; later the feed sends the same year again, and one day
 * somebody resets every consumer group. Today's posts do not wait for history, and a post that comes again, by whatever
 * way, changes nothing: not a row is even written anew.
 */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { feedSchema } from '#shared/config/schema.ts';
import { recountDifferences } from '#shared/database/recount.ts';
import { createFeedReader } from '#shared/feed/feed-reader.ts';
import { compileQueries } from '#shared/query/compile-queries.ts';
import { parseQuery } from '#shared/query/parse-query.ts';
import type { OutgoingRecord } from '#shared/stream/port.ts';
import { feedTopic, laneTopic } from '#shared/stream/topics.ts';
import { createIngestStage } from '../../services/ingest/stage.ts';
import { noBroker } from '../fixtures/broker.ts';
import { eventually } from '../fixtures/eventually.ts';
import { expectedMentions } from '../fixtures/expected-mentions.ts';
import { generatePayloads, products, type GeneratedPayload } from '../fixtures/generated-posts.ts';
import { FEED, SEED, underLoad } from '../fixtures/load.ts';
import type { TestPostgres } from '../fixtures/postgres.ts';

/** The posts of these payloads, as records of the posts topics. */
async function postsOf(payloads: readonly GeneratedPayload[]): Promise<OutgoingRecord[]> {
  const matcher = compileQueries(products.map(({ id, query }) => ({ id, query: parseQuery(query) })));
  const stage = createIngestStage({
    readers: new Map([[FEED, createFeedReader(FEED, feedSchema.parse({}))]]),
    matcher: () => matcher,
    author: (handle) => handle,
  });
  const inputs = payloads.map(({ key, payload }, offset) => {
    const value = Buffer.from(JSON.stringify(payload));
    const record = { topic: feedTopic(FEED), partition: 0, offset, key, value, timestamp: 0 };
    return { record, value: stage.decode(record) };
  });
  const outcomes = await stage.process(inputs, 'backfill');
  return outcomes.flatMap((outcome) =>
    outcome === null || outcome instanceof Error ? [] : [stage.encode(outcome)],
  );
}

/** Every row; not `written`: without when it was written, and by which lane it came first. */
async function rowsOf({ pool }: TestPostgres, { written }: { written: boolean }): Promise<unknown[][]> {
  const columns = written ? 'm.*, xmin::text' : `to_jsonb(m) - 'stored_at' - 'lane' as row`;
  const mentions = await pool.query(`select ${columns} from mentions m order by product_id, post_id`);
  const minutes = await pool.query('select * from sentiment_minutes order by product_id, minute');
  return [mentions.rows, minutes.rows];
}

test(
  `history waits for live posts; the same posts by another lane or again change nothing (seed ${SEED})`,
  { skip: noBroker },
  () =>
    underLoad(async ({ installation, startAll, produce, more, stored, complete }) => {
      const { stream, postgres, directory } = installation;
      const history = generatePayloads(12_000, SEED + 1_000);
      await stream.ensureTopics([{ name: laneTopic('posts', 'backfill'), partitions: 6 }]);
      const producer = await stream.producer();
      await producer.send(laneTopic('posts', 'backfill'), await postsOf(history));
      await producer.close();
      const running = startAll();
      await more(100);

      const today = generatePayloads(100, SEED + 2_000);
      await produce(today);
      const wanted = expectedMentions(today, FEED);
      const todayStored = async (): Promise<boolean> => {
        const { rows } = await postgres.pool.query(
          'select product_id, post_id, text from mentions where post_id like $1 order by 1, 2',
          [`${FEED}:p${SEED + 2_000}-%`],
        );
        return rows.length === wanted.length;
      };
      await eventually(`today's posts are stored`, todayStored);
      const all = wanted.length + expectedMentions(history, FEED).length;
      assert.ok((await stored()) < all, 'today has waited for the whole of history');

      await installation.drained();
      const byHistory = await rowsOf(postgres, { written: true });
      await produce(history);
      await complete();
      assert.deepEqual(await rowsOf(postgres, { written: true }), byHistory, 'the feed sent history again');

      await Promise.all(Array.from(running.values(), (process) => process.stop()));
      const config = (groupPrefix: string): string[] => {
        const file = join(directory, `${groupPrefix}.yaml`);
        writeFileSync(
          file,
          `{ feeds: { ${FEED}: {} }, ingest: { authors: plain }, kafka: { groupPrefix: ${groupPrefix} } }`,
        );
        return ['--config', file];
      };
      const elsewhere = await postgres.createDatabase();
      startAll(config('again'));
      installation.start('sink', [...config('elsewhere'), '--database', elsewhere.url]);
      await complete('again');
      assert.deepEqual(await rowsOf(postgres, { written: true }), byHistory, 'every topic was read again');

      for (const lane of ['live', 'backfill'] as const) {
        const read = async (): Promise<boolean> =>
          (await stream.lag(`elsewhere.sink.${lane}`, laneTopic('mentions', lane))) === 0;
        await eventually(`the other sink has read ${lane}`, read);
      }
      const without = { written: false };
      assert.deepEqual(await rowsOf(elsewhere, without), await rowsOf(postgres, without), 'live came first');
      assert.deepEqual(await recountDifferences(elsewhere.pool), []);
    }),
);
