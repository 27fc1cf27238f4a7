import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { kafkaAvailable } from '../../infra/kafka/broker.ts';
import { recountDifferences } from '#shared/database/recount.ts';
import { runTonewatch } from '../fixtures/tonewatch-process.ts';
import { startInstallation, stageNames } from '../fixtures/installation.ts';
import type { TestPostgres } from '../fixtures/postgres.ts';

const root = join(import.meta.dirname, '../..');
const tweets = join(root, '../shared/data/airline/airline-tweets.csv');
const products = join(root, 'examples/airlines.yaml');
const map = 'id=tweet_id,text=text,author=name,postedAt=tweet_created';
const author = { TONEWATCH_INGEST_AUTHOR_KEY: 'a key for this test alone' };

const config = `
feeds:
  airline-tweets:
    map: { id: tweet_id, text: text, author: name, postedAt: tweet_created }
ingest:
  productsRefreshMs: 500
`;

/** Everything that must not depend on how Tonewatch was run. */
async function figures(postgres: TestPostgres): Promise<Record<string, unknown[]>> {
  const mentions = await postgres.pool.query(
    `select product_id, post_id, posted_at, text, author, language, cluster, label, negative, neutral, positive, model
     from mentions order by product_id, posted_at, post_id`,
  );
  const minutes = await postgres.pool.query('select * from sentiment_minutes order by product_id, minute');
  const rolling = await postgres.pool.query('select * from rolling_sentiment order by 1, 2');
  return { mentions: mentions.rows, minutes: minutes.rows, rolling: rolling.rows };
}

const reason = !existsSync(tweets)
  ? 'no ../shared/data/airline: put the airline tweets there'
  : !kafkaAvailable() && 'no Kafka: run infra/kafka/setup.sh';

test(
  'the airline tweets give the same rows in one process and through services in two copies each',
  { skip: reason },
  async () => {
    process.env['TONEWATCH_INGEST_AUTHOR_KEY'] = author.TONEWATCH_INGEST_AUTHOR_KEY;
    const installation = await startInstallation({ feed: 'airline-tweets', config, products });
    const alone = await installation.postgres.createDatabase();
    const directory = mkdtempSync(join(tmpdir(), 'tonewatch-alone-'));
    try {
      const play = [
        'start',
        '--feed',
        tweets,
        '--map',
        map,
        '--products',
        products,
        '--until-done',
        '--json',
      ];
      const printed = await runTonewatch([...play, '--database', alone.url, '--data-dir', directory]);
      const summary = JSON.parse(printed.trim().split('\n').at(-1) ?? '') as Record<string, unknown>;
      assert.equal(summary['read'], 10_722);
      assert.equal(summary['deadLetters'], 0);

      for (const stage of [...stageNames, ...stageNames]) installation.start(stage);
      const source = [tweets, '--feed', 'airline-tweets', '--map', map];
      const connect = ['connect', 'file', ...source, ...installation.options];
      await runTonewatch(connect);
      await installation.drained();
      const expected = await figures(alone);
      assert.ok((expected['mentions']?.length ?? 0) > 10_000, 'nearly every tweet names an airline');
      assert.deepEqual(await figures(installation.postgres), expected);

      await runTonewatch(connect);
      await installation.drained();
      assert.deepEqual(await figures(installation.postgres), expected, 'a second run changes nothing');
      assert.deepEqual(await recountDifferences(installation.postgres.pool), []);
    } finally {
      rmSync(directory, { recursive: true, force: true });
      await alone.close();
      await installation.close();
    }
  },
);
