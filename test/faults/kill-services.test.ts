/**
 * A machine loses power, a container is evicted, the kernel runs out of memory: a service ends between any two
 * instructions. Whatever it had read and not committed comes again to its successor; nothing may be lost or doubled.
 */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { kafkaAvailable } from '../../infra/kafka/broker.ts';
import { recountDifferences } from '#shared/database/recount.ts';
import { feedTopic } from '#shared/stream/topics.ts';
import { eventually } from '../fixtures/eventually.ts';
import { expectedMentions } from '../fixtures/expected-mentions.ts';
import { generatePayloads, products, seeded } from '../fixtures/generated-posts.ts';
import { startInstallation, stageNames } from '../fixtures/installation.ts';

const SEED = Number(process.env['TONEWATCH_TEST_SEED'] ?? Date.now() % 1e9);
const POSTS = 20_000;
const skip = !kafkaAvailable() && 'no Kafka: run infra/kafka/setup.sh';

test(
  `kill -9 of each service at a random moment under load loses and doubles nothing (seed ${SEED})`,
  { skip },
  async () => {
    const productsFile = join(mkdtempSync(join(tmpdir(), 'tonewatch-products-')), 'products.json');
    writeFileSync(productsFile, JSON.stringify(products));
    const installation = await startInstallation({
      feed: 'load',
      config: 'feeds: { load: {} }',
      products: productsFile,
    });
    const random = seeded(SEED);
    try {
      const running = new Map(stageNames.map((stage) => [stage, installation.start(stage)]));
      const payloads = generatePayloads(POSTS, SEED);
      const stored = async (): Promise<number> => {
        const { rows } = await installation.postgres.pool.query<{ n: string }>(
          'select count(*) as n from mentions',
        );
        return Number(rows[0]?.n);
      };

      const producer = await installation.stream.producer();
      const produced = (async () => {
        for (let from = 0; from < payloads.length; from += 500) {
          const slice = payloads.slice(from, from + 500);
          const records = slice.map(({ key, payload }) => ({
            key,
            value: Buffer.from(JSON.stringify(payload)),
          }));
          await producer.send(feedTopic('load'), records);
        }
      })();

      await eventually('the first mention is stored', async () => (await stored()) > 0);
      for (const stage of stageNames) {
        const before = await stored();
        const more = Math.floor(random() * POSTS * 0.1);
        const moved = async (): Promise<boolean> => (await stored()) >= Math.min(before + more, POSTS * 0.8);
        await eventually(`${more} more mentions before ${stage} is killed`, moved);
        await running.get(stage)?.kill();
        running.set(stage, installation.start(stage));
      }
      await produced;
      await producer.close();
      await installation.drained();

      const { rows } = await installation.postgres.pool.query<{
        product_id: string;
        post_id: string;
        text: string;
      }>('select product_id, post_id, text from mentions order by product_id, post_id');
      assert.deepEqual(rows, expectedMentions(payloads, 'load'));
      assert.deepEqual(await recountDifferences(installation.postgres.pool), []);
      const deadLetters = await installation.stream.lag('nobody', 'dead-letters');
      assert.equal(deadLetters, 0);
    } finally {
      await installation.close();
    }
  },
);
