import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, describe, mock, test } from 'node:test';
import fc from 'fast-check';
import type { Message } from 'kafkajs';
import {
  fasterProduceRequest,
  type MakeProduceRequest,
  type ProduceArguments,
} from '#shared/stream/kafka/produce-request.ts';
import type { Checksum } from '#shared/stream/kafka/record-batch.ts';

// Loaded before kafkajs.ts puts others in their place.
const load = createRequire(import.meta.url);
const originalRequest = load('kafkajs/src/protocol/requests/produce/v3/request') as MakeProduceRequest;
const originalGrouping = load('kafkajs/src/producer/groupMessagesPerPartition') as (args: object) => object;
const checksum = load('kafkajs/src/protocol/recordBatch/crc32C') as Checksum;
const { groupByPartition } = await import('#shared/stream/kafka/kafkajs.ts');

const bytesOf = async (make: MakeProduceRequest, args: ProduceArguments): Promise<string> =>
  (await make(args).encode()).buffer.toString('hex');

const message = fc.record({
  key: fc.option(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ minLength: 60, maxLength: 300 }))),
  value: fc.option(fc.uint8Array({ maxLength: 20_000 }).map((bytes) => Buffer.from(bytes))),
  partition: fc.nat(5),
});
const partition = fc.record({
  partition: fc.nat(1_000),
  messages: fc.array(message, { minLength: 1, maxLength: 200 }),
});
const request = fc.record({
  acks: fc.constantFrom(-1, 0, 1),
  timeout: fc.nat(),
  topicData: fc.array(
    fc.record({ topic: fc.string({ unit: 'grapheme' }), partitions: fc.array(partition, { maxLength: 4 }) }),
    { maxLength: 3 },
  ),
});

describe('what replaces kafkajs’ own encoding', () => {
  before(() => mock.timers.enable({ apis: ['Date'], now: Date.UTC(2026, 10, 22) }));
  after(() => mock.timers.reset());

  test('gives the same bytes for any records', async () => {
    const faster = fasterProduceRequest(originalRequest, checksum);
    await fc.assert(
      fc.asyncProperty(request, async (args) => {
        assert.equal(await bytesOf(faster, args), await bytesOf(originalRequest, args));
      }),
      { numRuns: 50 },
    );
  });

  test('leaves what it does not know to kafkajs', async () => {
    const faster = fasterProduceRequest(originalRequest, checksum);
    const plain = { key: 'k', value: Buffer.from('v') };
    const of = (more: object, messages: Message[] = [plain]): ProduceArguments => ({
      ...{ acks: -1, timeout: 30_000, ...more },
      topicData: [{ topic: 't', partitions: [{ partition: 0, messages }] }],
    });
    const requests = [
      of({ transactionalId: 'one' }),
      of({ compression: 1 }),
      of({ producerId: 7, producerEpoch: 3 }),
      of({}, [{ ...plain, headers: { a: 'b' } }]),
      of({}, [{ ...plain, timestamp: '1700000000000' }]),
    ];
    for (const args of requests) {
      assert.equal(await bytesOf(faster, args), await bytesOf(originalRequest, args));
    }
  });

  test('is what kafkajs uses', () => {
    assert.notEqual(load('kafkajs/src/protocol/requests/produce/v3/request'), originalRequest);
    assert.equal(load('kafkajs/src/producer/groupMessagesPerPartition'), groupByPartition);
  });

  test('puts records into the same groups, in order', () => {
    const messages = Array.from({ length: 50 }, (_, at) => ({
      key: String(at),
      value: Buffer.from('v'),
      partition: (at * 7) % 3,
    }));
    const partitioner = ({ message }: { message?: { partition?: number } }): number =>
      message?.partition ?? 0;
    for (const partitionMetadata of [[], [{}, {}, {}]]) {
      const args = { topic: 't', partitionMetadata, messages, partitioner };
      assert.deepEqual(groupByPartition(args), originalGrouping(args));
    }
  });
});
