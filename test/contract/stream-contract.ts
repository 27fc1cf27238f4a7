import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import type { Consumer, OutgoingRecord, Position, Stream, StreamRecord } from '#shared/stream/port.ts';

export interface StreamUnderTest {
  /** Opens a stream over the same stored topics each time; the one before has been closed. */
  open(): Promise<Stream>;
  cleanUp(): Promise<void>;
}

const DEADLINE_MS = 30_000;

export const record = (key: string | null, value: string): OutgoingRecord => ({
  key,
  value: Buffer.from(value),
});
export const text = ({ value }: StreamRecord): string => value?.toString() ?? '';
export const numbered = (count: number, keys = 50): OutgoingRecord[] =>
  Array.from({ length: count }, (_, i) => record(`key ${i % keys}`, String(i)));

/** The positions after these records. */
export function positionsAfter(records: readonly StreamRecord[]): Position[] {
  const last = new Map<string, Position>();
  for (const { topic, partition, offset } of records) {
    last.set(`${topic}/${partition}`, { topic, partition, offset: offset + 1 });
  }
  return [...last.values()];
}

/** Polls until so many records came, committing each batch if asked to. */
export async function take(
  consumer: Consumer,
  count: number,
  options: { commit: boolean } = { commit: true },
): Promise<StreamRecord[]> {
  const taken: StreamRecord[] = [];
  const deadline = Date.now() + DEADLINE_MS;
  while (taken.length < count) {
    assert.ok(Date.now() < deadline, `only ${taken.length} of ${count} records came`);
    const records = await consumer.poll({ maxRecords: count - taken.length, waitMs: 500, lingerMs: 0 });
    taken.push(...records);
    if (options.commit) await consumer.commit(positionsAfter(records));
  }
  return taken;
}

export async function until(condition: () => Promise<boolean> | boolean, what: string): Promise<void> {
  const deadline = Date.now() + DEADLINE_MS;
  while (!(await condition())) {
    assert.ok(Date.now() < deadline, `never happened: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function assertOrderPerKey(records: readonly StreamRecord[]): void {
  const last = new Map<string, number>();
  for (const each of records) {
    if (each.key === null) continue;
    const value = Number(text(each));
    assert.ok(value > (last.get(each.key) ?? -1), `${each.key}: ${value} came late`);
    last.set(each.key, value);
  }
}

const values = (records: readonly StreamRecord[]): number[] =>
  records.map((each) => Number(text(each))).sort((a, b) => a - b);
const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** What every stream must do: the specification of shared/stream/port.ts. */
export function streamContract(name: string, makeStream: () => Promise<StreamUnderTest>): void {
  describe(`the ${name} stream`, () => {
    let underTest: StreamUnderTest;
    let stream: Stream;
    before(async () => {
      underTest = await makeStream();
      stream = await underTest.open();
    });
    after(async () => {
      await stream.close();
      await underTest.cleanUp();
    });

    const freshTopic = async (partitions = 4): Promise<string> => {
      const topic = `t.${randomUUID()}`;
      await stream.ensureTopics([{ name: topic, partitions }]);
      return topic;
    };
    const produce = async (topic: string, records: readonly OutgoingRecord[]): Promise<void> => {
      const producer = await stream.producer();
      await producer.send(topic, records);
      await producer.close();
    };
    const reopen = async (): Promise<void> => {
      await stream.close();
      stream = await underTest.open();
    };

    test('gives a group every record once, in order per key, as it was sent', async () => {
      const topic = await freshTopic();
      const before = Date.now();
      await produce(topic, numbered(500));
      const consumer = await stream.consumer({ group: randomUUID(), topics: [topic] });
      const records = await take(consumer, 500);
      assert.deepEqual(values(records), upTo(500));
      assertOrderPerKey(records);
      for (const each of records) {
        assert.equal(each.topic, topic);
        assert.equal(each.key, `key ${Number(text(each)) % 50}`);
        assert.ok(Math.abs(each.timestamp - before) < 60_000);
      }
      assert.deepEqual(await consumer.poll({ maxRecords: 10, waitMs: 200, lingerMs: 0 }), []);
      await consumer.close();
    });

    test('keeps one key in one partition and spreads keys over all', async () => {
      const topic = await freshTopic(3);
      await produce(topic, numbered(300));
      const consumer = await stream.consumer({ group: randomUUID(), topics: [topic] });
      const places = new Map<string, Set<number>>();
      for (const { key, partition } of await take(consumer, 300)) {
        places.set(key ?? '', (places.get(key ?? '') ?? new Set()).add(partition));
      }
      assert.ok([...places.values()].every((partitions) => partitions.size === 1));
      assert.equal(new Set([...places.values()].flatMap((partitions) => [...partitions])).size, 3);
      await consumer.close();
    });

    test('offsets rise within a partition', async () => {
      const topic = await freshTopic(2);
      await produce(topic, numbered(100));
      await produce(topic, numbered(100));
      const consumer = await stream.consumer({ group: randomUUID(), topics: [topic] });
      const last = [-1, -1];
      for (const { partition, offset } of await take(consumer, 200)) {
        assert.ok(offset > last[partition]!);
        last[partition] = offset;
      }
      await consumer.close();
    });

    test('carries records without a key, empty values and values of 900 KB', async () => {
      const topic = await freshTopic(2);
      const large = Buffer.alloc(900_000, 'tone');
      await produce(topic, [
        record(null, 'unkeyed'),
        { key: 'a', value: Buffer.alloc(0) },
        { key: 'large', value: large },
        { key: 'large too', value: large },
      ]);
      const consumer = await stream.consumer({ group: randomUUID(), topics: [topic] });
      const byKey = new Map((await take(consumer, 4)).map((each) => [each.key, each.value]));
      assert.equal(byKey.get(null)?.toString(), 'unkeyed');
      assert.equal(byKey.get('a')?.length, 0);
      assert.ok(byKey.get('large')?.equals(large));
      assert.ok(byKey.get('large too')?.equals(large));
      await consumer.close();
    });

    test('takes a send of more than a megabyte a partition', async () => {
      const topic = await freshTopic(1);
      const part = 'x'.repeat(100_000);
      await produce(
        topic,
        upTo(40).map((i) => record('key', `${i} ${part}`)),
      );
      const consumer = await stream.consumer({ group: randomUUID(), topics: [topic] });
      const order = (await take(consumer, 40)).map((each) => parseInt(text(each)));
      assert.deepEqual(order, upTo(40));
      await consumer.close();
    });

    test('sends that are under way at the same time keep their order', async () => {
      const topic = await freshTopic(2);
      const producer = await stream.producer();
      await Promise.all(upTo(200).map((i) => producer.send(topic, [record('key', String(i))])));
      const consumer = await stream.consumer({ group: randomUUID(), topics: [topic] });
      const order = (await take(consumer, 200)).map((each) => Number(text(each)));
      assert.deepEqual(order, upTo(200));
      await producer.close();
      await consumer.close();
    });

    test('uncommitted records come again after reopening, committed ones do not', async () => {
      const topic = await freshTopic();
      const group = randomUUID();
      await produce(topic, numbered(100));
      const first = await stream.consumer({ group, topics: [topic] });
      const committed = await take(first, 40);
      await take(first, 30, { commit: false });
      await reopen();
      const second = await stream.consumer({ group, topics: [topic] });
      const again = await take(second, 60);
      assert.deepEqual(values([...committed, ...again]), upTo(100));
      await second.close();
    });

    test('groups are independent of each other', async () => {
      const topic = await freshTopic();
      await produce(topic, numbered(50));
      for (const group of [randomUUID(), randomUUID()]) {
        const consumer = await stream.consumer({ group, topics: [topic] });
        assert.deepEqual(values(await take(consumer, 50)), upTo(50));
        await consumer.close();
      }
    });

    test('a consumer reads several topics', async () => {
      const topics = [await freshTopic(1), await freshTopic(2)];
      for (const topic of topics) await produce(topic, numbered(20));
      const consumer = await stream.consumer({ group: randomUUID(), topics });
      const records = await take(consumer, 40);
      assert.deepEqual([...new Set(records.map((each) => each.topic))].sort(), topics.toSorted());
      await consumer.close();
    });

    test('members share the partitions, and those of one that leaves go on', async () => {
      const topic = await freshTopic();
      const group = randomUUID();
      const [one, two] = [
        await stream.consumer({ group, topics: [topic] }),
        await stream.consumer({ group, topics: [topic] }),
      ];
      const seen: { one: Set<number>; two: Set<number> } = { one: new Set(), two: new Set() };
      let sent = 0;
      await until(async () => {
        await produce(topic, numbered(40));
        sent += 40;
        for (const [member, partitions] of [
          [one, seen.one],
          [two, seen.two],
        ] as const) {
          const records = await member.poll({ maxRecords: 1_000, waitMs: 100, lingerMs: 20 });
          // Only what the last round assigned counts: the first member may have had them all at first.
          if (records.length > 0) partitions.clear();
          for (const { partition } of records) partitions.add(partition);
          await member.commit(positionsAfter(records));
        }
        return seen.one.size === 2 && seen.two.size === 2 && ![...seen.one].some((p) => seen.two.has(p));
      }, 'two partitions each');
      await one.close();
      await until(async () => {
        await two.commit(positionsAfter(await two.poll({ maxRecords: 1_000, waitMs: 100, lingerMs: 0 })));
        return (await stream.lag(group, topic)) === 0;
      }, `all ${sent} records committed by the member that stayed`);
      await two.close();
    });

    test('records that a member polled and did not commit come again at the next owner', async () => {
      const topic = await freshTopic();
      const group = randomUUID();
      await produce(topic, numbered(80));
      const one = await stream.consumer({ group, topics: [topic] });
      await take(one, 80, { commit: false });
      await one.close();
      const two = await stream.consumer({ group, topics: [topic] });
      assert.deepEqual(values(await take(two, 80)), upTo(80));
      await two.close();
    });

    test('a commit for partitions that have moved away is left out silently', async () => {
      const topic = await freshTopic(1);
      const group = randomUUID();
      await produce(topic, numbered(10));
      const one = await stream.consumer({ group, topics: [topic] });
      const polled = await take(one, 10, { commit: false });
      await one.close();
      const two = await stream.consumer({ group, topics: [topic] });
      await one.commit(positionsAfter(polled));
      assert.equal(await stream.lag(group, topic), 10);
      assert.equal((await take(two, 10)).length, 10);
      await two.close();
    });

    test('poll gives no more than it was asked for and does not wait when told not to', async () => {
      const topic = await freshTopic();
      const consumer = await stream.consumer({ group: randomUUID(), topics: [topic] });
      assert.deepEqual(await consumer.poll({ maxRecords: 5, waitMs: 0, lingerMs: 0 }), []);
      await produce(topic, numbered(100));
      let taken = 0;
      while (taken < 100) {
        const { length } = await consumer.poll({ maxRecords: 7, waitMs: 5_000, lingerMs: 0 });
        assert.ok(length > 0 && length <= 7);
        taken += length;
      }
      await consumer.close();
    });

    test('poll goes on collecting while it lingers, across partitions', async () => {
      const topic = await freshTopic();
      const consumer = await stream.consumer({ group: randomUUID(), topics: [topic] });
      await produce(topic, [record('a', '0')]);
      await take(consumer, 1);
      const polled = consumer.poll({ maxRecords: 40, waitMs: 20_000, lingerMs: 20_000 });
      const producer = await stream.producer();
      for (const each of numbered(40)) await producer.send(topic, [each]);
      assert.equal((await polled).length, 40);
      await producer.close();
      await consumer.close();
    });

    test('closing a consumer ends its poll', async () => {
      const topic = await freshTopic();
      const consumer = await stream.consumer({ group: randomUUID(), topics: [topic] });
      const polled = consumer.poll({ maxRecords: 10, waitMs: 60_000, lingerMs: 0 });
      const start = Date.now();
      await consumer.close();
      assert.deepEqual(await polled, []);
      assert.deepEqual(await consumer.poll({ maxRecords: 10, waitMs: 60_000, lingerMs: 0 }), []);
      assert.ok(Date.now() - start < 10_000);
    });

    test('lag counts what the group has not committed', async () => {
      const topic = await freshTopic();
      const group = randomUUID();
      await produce(topic, numbered(100));
      assert.equal(await stream.lag(group, topic), 100);
      const consumer = await stream.consumer({ group, topics: [topic] });
      await take(consumer, 30);
      assert.equal(await stream.lag(group, topic), 70);
      await take(consumer, 70);
      assert.equal(await stream.lag(group, topic), 0);
      await consumer.close();
    });

    test('written counts every record that a topic was ever given, read or not, also after reopening', async () => {
      const topic = await freshTopic(3);
      assert.equal(await stream.written(topic), 0);
      await produce(topic, numbered(70));
      const consumer = await stream.consumer({ group: randomUUID(), topics: [topic] });
      await take(consumer, 70);
      await consumer.close();
      assert.equal(await stream.written(topic), 70);
      await reopen();
      await produce(topic, numbered(30));
      assert.equal(await stream.written(topic), 100);
      assert.equal(await stream.written(`t.${randomUUID()}`), 0);
    });

    test('topics can be ensured any number of times, at the same time too', async () => {
      const name = `t.${randomUUID()}`;
      await Promise.all([1, 2, 3].map(() => stream.ensureTopics([{ name, partitions: 2 }])));
      await produce(name, numbered(10));
      await stream.ensureTopics([{ name, partitions: 5 }]);
      assert.equal((await stream.topics()).filter((topic) => topic === name).length, 1);
      assert.equal(await stream.lag('nobody', name), 10);
    });

    test('a topic that does not exist is an error that says so', async () => {
      const missing = `t.${randomUUID()}`;
      await assert.rejects(stream.consumer({ group: 'g', topics: [missing] }), {
        code: 'STREAM_TOPIC_UNKNOWN',
      });
      await assert.rejects(produce(missing, numbered(1)), { code: 'STREAM_TOPIC_UNKNOWN' });
    });

    test('whatever is produced, polled, committed and reopened: nothing is lost, order per key stays', async () => {
      const step = fc.oneof(
        {
          weight: 4,
          arbitrary: fc.record({ do: fc.constant('send' as const), count: fc.integer({ min: 1, max: 60 }) }),
        },
        {
          weight: 4,
          arbitrary: fc.record({ do: fc.constant('poll' as const), count: fc.integer({ min: 1, max: 50 }) }),
        },
        { weight: 2, arbitrary: fc.record({ do: fc.constant('commit' as const), count: fc.constant(0) }) },
        { weight: 1, arbitrary: fc.record({ do: fc.constant('reopen' as const), count: fc.constant(0) }) },
      );
      const play = async (steps: readonly { do: string; count: number }[]): Promise<void> => {
        const topic = await freshTopic(3);
        const group = randomUUID();
        const member = (): Promise<Consumer> => stream.consumer({ group, topics: [topic] });
        let consumer = await member();
        let polled: StreamRecord[] = [];
        const done: StreamRecord[] = [];
        let sent = 0;
        const commit = async (): Promise<void> => {
          await consumer.commit(positionsAfter(polled));
          done.push(...polled.splice(0));
        };
        for (const { do: action, count } of steps) {
          if (action === 'send') {
            await produce(
              topic,
              upTo(count).map((i) => record(`k${(sent + i) % 7}`, String(sent + i))),
            );
            sent += count;
          } else if (action === 'poll') {
            polled.push(...(await consumer.poll({ maxRecords: count, waitMs: 20, lingerMs: 0 })));
          } else if (action === 'commit') await commit();
          else {
            await reopen();
            polled = [];
            consumer = await member();
          }
        }
        await commit();
        done.push(...(await take(consumer, sent - done.length)));
        await consumer.close();
        assert.deepEqual(values(done), upTo(sent));
        assertOrderPerKey(done);
      };
      await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 25 }), play), {
        numRuns: name === 'embedded' ? 30 : 5,
      });
    });
  });
}
