import { createRequire } from 'node:module';
import type * as KafkaJs from 'kafkajs';
import type { Message } from 'kafkajs';
import { fasterProduceRequest, type MakeProduceRequest } from './produce-request.ts';
import type { Checksum } from './record-batch.ts';

/**
 * kafkajs with two of its inner functions replaced by ones that do the same in a fraction of the time; whoever needs
 * kafkajs imports it from here. test/unit/stream/kafka-produce.test.ts holds them against the originals, so that
 * another version of kafkajs, in which they are no longer right, is noticed.
 */
const load = createRequire(import.meta.url);

// We choose the partitions ourselves; kafkajs would warn that its way to do so has changed.
process.env['KAFKAJS_NO_PARTITIONER_WARNING'] = '1';

/** What kafkajs asks where a message is to go; see KafkaProducer. */
export interface Grouping {
  readonly topic: string;
  readonly partitionMetadata: readonly object[];
  readonly messages: readonly Message[];
  readonly partitioner: (args: object) => number;
}

/** kafkajs copies the whole list of a partition for each message that it adds to it. */
export function groupByPartition({
  topic,
  partitionMetadata,
  messages,
  partitioner,
}: Grouping): Partial<Record<string, Message[]>> {
  const groups: Partial<Record<string, Message[]>> = {};
  if (partitionMetadata.length === 0) return groups;
  for (const message of messages) {
    (groups[partitioner({ topic, partitionMetadata, message })] ??= []).push(message);
  }
  return groups;
}

function replace<T>(path: string, make: (original: T) => T): void {
  const name = load.resolve(`kafkajs/src/${path}`);
  const original = load(name) as T;
  const loaded = load.cache[name];
  if (loaded) loaded.exports = make(original);
}

const checksum = load('kafkajs/src/protocol/recordBatch/crc32C') as Checksum;
replace('producer/groupMessagesPerPartition', () => groupByPartition);
replace<MakeProduceRequest>('protocol/requests/produce/v3/request', (original) =>
  fasterProduceRequest(original, checksum),
);

export const { Kafka, logLevel } = load('kafkajs') as typeof KafkaJs;
