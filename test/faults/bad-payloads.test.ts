/**
 * A producer goes wrong and sends rubbish among good posts. Each bad payload becomes a dead letter with its reason and
 * its original bytes; every good post is stored.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kafkaAvailable } from '../../infra/kafka/broker.ts';
import { deadLetterCodec, type DeadLetter } from '#shared/avro/dead-letter.ts';
import { catalogue } from '#shared/errors/catalogue.ts';
import type { Stream } from '#shared/stream/port.ts';
import { DEAD_LETTERS, feedTopic } from '#shared/stream/topics.ts';
import { expectedMentions } from '../fixtures/expected-mentions.ts';
import { generateBadPayloads, generatePayloads } from '../fixtures/generated-posts.ts';
import { startInstallation, stageNames } from '../fixtures/installation.ts';

const BAD = 1_000;
const skip = !kafkaAvailable() && 'no Kafka: run infra/kafka/setup.sh';

async function readDeadLetters(stream: Stream, count: number): Promise<DeadLetter[]> {
  const consumer = await stream.consumer({ group: 'test.reader', topics: [DEAD_LETTERS] });
  // Delivery is at least once: the origin is the identity of a dead letter.
  const letters = new Map<string, DeadLetter>();
  for (let empty = 0; letters.size < count && empty < 20;) {
    const records = await consumer.poll({ maxRecords: 5_000, waitMs: 1_000, lingerMs: 0 });
    empty = records.length === 0 ? empty + 1 : 0;
    for (const { value } of records) {
      if (!value) continue;
      const letter = deadLetterCodec.decode(value);
      letters.set(`${letter.topic}/${letter.partition}/${letter.offset}`, letter);
    }
    const positions = records.map(({ topic, partition, offset }) => ({
      topic,
      partition,
      offset: offset + 1,
    }));
    await consumer.commit(positions);
  }
  await consumer.close();
  return [...letters.values()];
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
      const bad = generateBadPayloads(BAD, 8);
      const records = good.flatMap(({ key, payload }, index) => [
        { key, value: Buffer.from(JSON.stringify(payload)) },
        ...(index < BAD ? [{ key: null, value: bad[index]! }] : []),
      ]);
      const producer = await installation.stream.producer();
      await producer.send(feedTopic('mixed'), records);
      await producer.close();
      for (const stage of stageNames) installation.start(stage);
      await installation.drained();

      const letters = await readDeadLetters(installation.stream, BAD);
      assert.equal(letters.length, BAD);
      const bytes = (buffers: readonly (Buffer | null)[]): string[] =>
        buffers.map((b) => b?.toString('hex') ?? 'null').sort();
      assert.deepEqual(
        bytes(letters.map((letter) => letter.value)),
        bytes(bad),
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
