import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Config } from '#shared/config/schema.ts';
import { openStream } from '#shared/stream/open.ts';
import type { StreamRecord } from '#shared/stream/port.ts';
import { DEAD_LETTERS } from '#shared/stream/topics.ts';

const PATIENCE_MS = 10_000;

/** The records of the topic in Kafka as of now, read by a group of our own that never commits: nothing changes. */
export async function* kafkaRecords(config: Config, log: Logger): AsyncGenerator<StreamRecord> {
  const stream = await openStream(config, log);
  try {
    if (!(await stream.topics()).includes(DEAD_LETTERS)) return;
    const group = `${config.kafka.groupPrefix}.dead-letters.${randomUUID()}`;
    let left = await stream.lag(group, DEAD_LETTERS);
    if (left === 0) return;
    const consumer = await stream.consumer({ group, topics: [DEAD_LETTERS] });
    while (left > 0) {
      const records = await consumer.poll({ maxRecords: 1_000, waitMs: PATIENCE_MS, lingerMs: 0 });
      if (records.length === 0) break; // Some were removed meanwhile: the topic does not keep them for ever.
      yield* records;
      left -= records.length;
    }
    await consumer.close();
  } finally {
    await stream.close();
  }
}
