/**
 * A producer goes wrong and sends rubbish among good posts. Each bad payload becomes a dead letter with its reason and
 * its original bytes; every good post is stored.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kafkaAvailable } from '../../infra/kafka/broker.ts';
import { catalogue } from '#shared/errors/catalogue.ts';
import { feedTopic } from '#shared/stream/topics.ts';
import { expectedMentions } from '../fixtures/expected-mentions.ts';
import { generateBadPayloads, generatePayloads } from '../fixtures/generated-posts.ts';
import { startInstallation, stageNames } from '../fixtures/installation.ts';
import { runTonewatch } from '../fixtures/tonewatch-process.ts';

const BAD = 1_000;
const skip = !kafkaAvailable() && 'no Kafka: run infra/kafka/setup.sh';

interface Printed {
  readonly stage: string;
  readonly code: string;
  readonly message: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly value: string | null;
}

/** What `tonewatch dead-letters list` prints for programs. */
async function listDeadLetters(options: readonly string[]): Promise<Printed[]> {
  const printed = await runTonewatch(['dead-letters', 'list', '--json', '--limit', '100000', ...options]);
  const letters = printed
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Printed);
  // Delivery is at least once: the origin is the identity of a dead letter.
  return [...new Map(letters.map((each) => [`${each.partition}/${each.offset}`, each])).values()];
}

test(
  `${BAD} bad payloads become dead letters with their reason, and the good posts are all stored`,
  { skip },
  async () => {
    const installation = await startInstallation({
      feed: 'mixed',
      config: 'feeds: { mixed: {} }',
    });
    try {
      const good = generatePayloads(2_000, 7);
      const bad = [...generateBadPayloads(BAD - 1, 8), Buffer.alloc(400_000, '{')];
      const records = good.flatMap(({ key, payload }, index) => [
        { key, value: Buffer.from(JSON.stringify(payload)) },
        // Some kinds of rubbish come with a key that is as large as a record may be.
        ...(index < BAD
          ? [{ key: index % 300 === 299 ? 'k'.repeat(500_000) : null, value: bad[index]! }]
          : []),
      ]);
      const producer = await installation.stream.producer();
      await producer.send(feedTopic('mixed'), records);
      await producer.close();
      for (const stage of stageNames) installation.start(stage);
      await installation.drained();

      const letters = await listDeadLetters(installation.options);
      assert.equal(letters.length, BAD);
      assert.deepEqual(
        letters.map(({ value }) => value).sort(),
        bad.map((payload) => payload.toString('base64')).sort(),
        'the original bytes are kept',
      );
      for (const letter of letters) {
        assert.ok(
          letter.code in catalogue && letter.code !== 'STAGE_FAILED',
          `${letter.code}: ${letter.message}`,
        );
        assert.equal(letter.topic, feedTopic('mixed'));
        assert.equal(letter.stage, 'ingest');
        assert.ok(letter.message.length > 10);
      }
      const { rows } = await installation.postgres.pool.query(
        'select product_id, post_id, text from mentions order by product_id, post_id',
      );
      assert.deepEqual(rows, expectedMentions(good, 'mixed'));
    } finally {
      await installation.close();
    }
  },
);
