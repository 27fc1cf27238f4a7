import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { pino } from 'pino';
import { openKafkaStream } from '#shared/stream/kafka/stream.ts';
import type { Stream, StreamRecord } from '#shared/stream/port.ts';
import { noBroker, startBroker, type Broker } from '../fixtures/broker.ts';
import { numbered, positionsAfter, streamContract, take, text, until } from './stream-contract.ts';

const log = pino({ level: process.env['TEST_LOG'] ?? 'silent' }, pino.destination(2));
const open = ({ brokers }: Broker): Promise<Stream> =>
  openKafkaStream({ brokers, clientId: 'test', log, replicationFactor: -1 });

if (noBroker !== false) {
  test('the kafka stream', { skip: noBroker });
} else {
  streamContract('kafka', async () => {
    const broker = await startBroker();
    return { open: () => open(broker), cleanUp: () => broker.stop() };
  });
}

describe('the kafka stream, when things fail', { skip: noBroker }, () => {
  let broker: Broker;
  let stream: Stream;
  before(async () => {
    broker = await startBroker();
    stream = await open(broker);
  });
  after(async () => {
    await stream.close();
    await broker.stop();
  });
  const freshTopic = async (): Promise<string> => {
    const name = `t.${randomUUID()}`;
    await stream.ensureTopics([{ name, partitions: 4 }]);
    return name;
  };
  const send = async (topic: string, from: number, to: number): Promise<void> => {
    const producer = await stream.producer();
    await producer.send(topic, numbered(to).slice(from));
    await producer.close();
  };
  const numbersOf = (records: readonly StreamRecord[]): number[] =>
    [...new Set(records.map((each) => Number(text(each))))].sort((a, b) => a - b);

  test('a broker that does not answer is an error that names it', async () => {
    const nowhere = { brokers: ['127.0.0.1:1'], clientId: 'test', log, replicationFactor: -1 };
    await assert.rejects(openKafkaStream(nowhere), { code: 'KAFKA_UNREACHABLE', message: /127\.0\.0\.1:1/u });
  });

  test('processes that make the same topics at the same time can all use them at once', async (t) => {
    const group = randomUUID();
    const names = Array.from({ length: 12 }, (_, number) => `${group}.${number}`);
    const streams = await Promise.all(Array.from({ length: 4 }, () => open(broker)));
    t.after(() => Promise.all(streams.map((each) => each.close())));
    await Promise.all(
      streams.map(async (each) => {
        await each.ensureTopics(names.map((name) => ({ name, partitions: 6 })));
        const consumer = await each.consumer({ group, topics: names });
        await consumer.close();
      }),
    );
  });

  test('a record larger than the broker takes is refused as such', async () => {
    const producer = await stream.producer();
    const huge = { key: 'k', value: Buffer.alloc(2_000_000) };
    await assert.rejects(producer.send(await freshTopic(), [huge]), { code: 'STREAM_RECORD_TOO_LARGE' });
    await producer.close();
  });

  test('a rebalance while a batch is being worked on loses nothing and repeats nothing that stays', async () => {
    const topic = await freshTopic();
    const group = randomUUID();
    await send(topic, 0, 400);
    const one = await stream.consumer({ group, topics: [topic] });
    const slow = await take(one, 300, { commit: false });
    // The group forms anew while the batch of 300 is under way.
    const two = await stream.consumer({ group, topics: [topic] });
    await one.commit(positionsAfter(slow));
    await send(topic, 400, 500);
    const byOne = [...slow];
    const byTwo: StreamRecord[] = [];
    await until(async () => {
      for (const [member, records] of [
        [one, byOne],
        [two, byTwo],
      ] as const) {
        const polled = await member.poll({ maxRecords: 50, waitMs: 50, lingerMs: 0 });
        records.push(...polled);
        await member.commit(positionsAfter(polled));
      }
      return (await stream.lag(group, topic)) === 0;
    }, 'everything committed');
    assert.deepEqual(
      numbersOf([...byOne, ...byTwo]),
      Array.from({ length: 500 }, (_, i) => i),
    );
    assert.equal(new Set(byOne.map(({ partition, offset }) => `${partition} ${offset}`)).size, byOne.length);
    await one.close();
    await two.close();
  });

  test('records that nobody polls do not pile up in memory', async () => {
    const topic = await freshTopic();
    const group = randomUUID();
    const value = Buffer.alloc(20_000, 'x');
    const producer = await stream.producer();
    const before = process.memoryUsage().external;
    const consumer = await stream.consumer({ group, topics: [topic] });
    for (let i = 0; i < 40; i++) {
      const records = Array.from({ length: 100 }, (_, j) => ({ key: `${i}/${j}`, value }));
      await producer.send(topic, records);
    }
    const grown = process.memoryUsage().external - before;
    assert.ok(grown < 60e6, `${Math.round(grown / 1e6)} MB more`);
    assert.equal((await take(consumer, 4_000)).length, 4_000);
    await producer.close();
    await consumer.close();
  });

  test('a broker killed under load comes back within seconds: nothing sent is lost', async () => {
    const topic = await freshTopic();
    const group = randomUUID();
    const producer = await stream.producer();
    const consumer = await stream.consumer({ group, topics: [topic] });
    const seen = new Set<number>();
    let sent = 0;
    let back = Infinity;
    const sending = (async (): Promise<void> => {
      while (sent < 4_000 || performance.now() < back + 1_000) {
        const next = numbered(sent + 100).slice(sent);
        await producer.send(topic, next);
        sent += 100;
      }
    })();
    let recovered = Infinity;
    const reading = (async (): Promise<void> => {
      for (let done = false; !done;) {
        const records = await consumer.poll({ maxRecords: 500, waitMs: 200, lingerMs: 0 });
        if (performance.now() > back && records.length > 0)
          recovered = Math.min(recovered, performance.now());
        for (const each of records) seen.add(Number(text(each)));
        await consumer.commit(positionsAfter(records));
        done = back < Infinity && records.length === 0 && sent >= 4_000 && seen.size === sent;
      }
    })();
    await until(() => seen.size > 1_000, 'some records');
    broker.kill();
    await broker.restart();
    back = performance.now();
    await Promise.all([sending, reading]);
    assert.equal(seen.size, sent);
    assert.ok(recovered - back < 8_000, `first record ${Math.round(recovered - back)} ms after the broker`);
    await until(async () => (await stream.lag(group, topic)) === 0, 'lag 0');
    await producer.close();
    await consumer.close();
  });
});
