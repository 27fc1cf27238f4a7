import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { pino } from 'pino';
import { configSchema, type Config } from '#shared/config/schema.ts';
import { pipelineTopics } from '#shared/service/pipeline-topics.ts';
import { openKafkaStream } from '#shared/stream/kafka/stream.ts';
import type { Producer, Stream } from '#shared/stream/port.ts';
import { isFeedTopic } from '#shared/stream/topics.ts';
import { createCompleteness, type Completeness } from '../../services/alert/completeness/completeness.ts';
import { noBroker, startBroker, type Broker } from '../fixtures/broker.ts';
import { startPostgres, type TestPostgres } from '../fixtures/postgres.ts';
import { numbered, positionsAfter, take } from '../contract/stream-contract.ts';
import { addMentions } from '../unit/alert-completeness/stored-mentions.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const log = pino({ level: 'silent' });

describe('completeness of the data in Kafka', { skip: noBroker }, () => {
  let broker: Broker;
  let stream: Stream;
  let producer: Producer;
  let postgres: TestPostgres;
  before(async () => {
    [broker, postgres] = await Promise.all([startBroker(), startPostgres()]);
    stream = await openKafkaStream({ brokers: broker.brokers, clientId: 'test', log, replicationFactor: -1 });
    producer = await stream.producer();
  });
  after(async () => {
    await stream.close();
    await broker.stop();
    await postgres.stop();
  });

  /** Alerting as it starts, on a database of its own; its clock is set by hand. */
  interface World {
    readonly config: Config;
    readonly pool: TestPostgres['pool'];
    now: number;
    readonly completeness: Completeness;
    start(): Completeness;
    /** Reads and commits so many records, as a stage does. */
    work(stage: string, topic: string, records: number): Promise<void>;
  }
  const world = async (): Promise<World> => {
    const groupPrefix = randomUUID();
    const config = configSchema.parse({ kafka: { brokers: broker.brokers, groupPrefix, partitions: 2 } });
    await stream.ensureTopics(pipelineTopics(config));
    const { pool } = await postgres.createDatabase();
    const start = (): Completeness => createCompleteness({ stream, pool, config, clock: () => made.now });
    const made: World = {
      config,
      pool,
      now: Date.now(),
      completeness: start(),
      start,
      async work(stage, topic, records) {
        const consumer = await stream.consumer({ group: `${groupPrefix}.${stage}.live`, topics: [topic] });
        const taken = await take(consumer, records, { commit: false });
        await consumer.commit(positionsAfter(taken));
        await consumer.close();
      },
    };
    // What other tests have left in the topics is not this one's.
    const feeds = (await stream.topics()).filter(isFeedTopic);
    for (const [stage, topic] of [
      ...feeds.map((feed) => ['ingest', feed] as const),
      ['clean', 'posts'],
      ['score', 'cleaned'],
      ['sink', 'mentions'],
    ] as const) {
      await made.work(stage, topic, await stream.written(topic));
    }
    return made;
  };
  const freshFeed = async (): Promise<string> => {
    const name = `feeds.${randomUUID()}`;
    await stream.ensureTopics([{ name, partitions: 2 }]);
    return name;
  };

  test('a stage that stands still while records come in is lag, until it has caught up', async () => {
    const here = await world();
    const { completeness } = here;
    assert.deepEqual(completeness.holds('delta', 0), ['the stream cannot be asked'], 'before the first look');
    await completeness.refresh();
    assert.deepEqual(completeness.holds('delta', 0), []);
    for (let minute = 1; minute <= 12; minute += 1) {
      here.now += MINUTE;
      await producer.send('posts', numbered(20));
      await completeness.refresh();
    }
    assert.deepEqual(completeness.holds('delta', 0), ['lag is 12 min, more than half of the 15m window']);
    assert.deepEqual(completeness.holds('delta', 1), []);
    await here.work('clean', 'posts', 240);
    here.now += MINUTE;
    await completeness.refresh();
    assert.deepEqual(completeness.holds('delta', 0), []);
    // A stage that is nearer to the end, with a stream that has dried up.
    await producer.send('mentions', numbered(5));
    for (let minute = 1; minute <= 35; minute += 1) {
      here.now += MINUTE;
      await completeness.refresh();
    }
    const lag = /^lag is 3[456] min, more than half of the (15m|1h) window$/u;
    assert.match(completeness.holds('delta', 0)[0] ?? '', lag);
    assert.match(completeness.holds('delta', 1)[0] ?? '', lag);
    assert.deepEqual(completeness.holds('delta', 2), []);
    await here.work('sink', 'mentions', 5);
  });

  test('dead letters above one in a hundred hold every window for an hour', async () => {
    const here = await world();
    const feed = await freshFeed();
    await here.completeness.refresh();
    here.now += MINUTE;
    await producer.send(feed, numbered(1_000));
    await producer.send('dead-letters', numbered(10));
    await here.work('ingest', feed, 1_000);
    await here.completeness.refresh();
    assert.deepEqual(here.completeness.holds('delta', 3), []);
    here.now += MINUTE;
    await producer.send('dead-letters', numbered(13));
    await here.completeness.refresh();
    for (const window of [0, 1, 2, 3] as const) {
      assert.deepEqual(here.completeness.holds('delta', window), [
        '2.3 % of records became dead letters in the last hour',
      ]);
    }
    // A copy that starts now knows of it.
    const another = here.start();
    here.now += MINUTE;
    await another.refresh();
    assert.equal(another.holds('delta', 0).length, 1);
    here.now += HOUR;
    await here.completeness.refresh();
    assert.deepEqual(here.completeness.holds('delta', 0), []);
  });

  test('a feed that stops holds the products that it feeds, also after a restart, until it comes back', async () => {
    const here = await world();
    const feed = await freshFeed();
    const name = feed.slice('feeds.'.length);
    await addMentions(here.pool, here.now, [
      { product: 'fed', feed: name, mentions: 30 },
      { product: 'partly', feed: name, mentions: 20 },
      { product: 'partly', feed: 'other', mentions: 80 },
      { product: 'hardly', feed: name, mentions: 5 },
      { product: 'hardly', feed: 'other', mentions: 80 },
      { product: 'not', feed: 'other', mentions: 30 },
    ]);
    const tick = async (completeness: Completeness, records = 0): Promise<void> => {
      here.now += MINUTE;
      if (records > 0) await producer.send(feed, numbered(records));
      await completeness.refresh();
    };
    const held = (completeness: Completeness): string[] =>
      ['fed', 'partly', 'hardly', 'not'].filter((product) =>
        completeness.holds(product, 1).includes(`feed ${feed} has been silent for 60 min`),
      );
    for (let minute = 0; minute < 190; minute += 1) await tick(here.completeness, 2);
    await here.work('ingest', feed, 380);
    for (let minute = 0; minute < 60; minute += 1) await tick(here.completeness);
    assert.deepEqual(held(here.completeness), ['fed', 'partly']);

    const restarted = here.start();
    await restarted.refresh();
    assert.deepEqual(held(restarted), ['fed', 'partly']);
    // The first one sees a record come, and waits no more; the other one has not looked.
    await tick(here.completeness, 1);
    await here.work('ingest', feed, 1);
    await tick(here.completeness);
    assert.deepEqual(here.completeness.holds('fed', 1), []);
    assert.deepEqual(held(restarted), ['fed', 'partly']);
    await tick(restarted);
    assert.deepEqual(restarted.holds('fed', 1), []);
  });

  test('a feed that stays away is waited for a day, and then said so once', async () => {
    const here = await world();
    const { completeness } = here;
    const feed = await freshFeed();
    const tick = async (records: number): Promise<void> => {
      here.now += MINUTE;
      if (records > 0) await producer.send(feed, numbered(records));
      await completeness.refresh();
    };
    await addMentions(here.pool, here.now, [{ product: 'fed', feed: feed.slice(6), mentions: 30 }]);
    for (let minute = 0; minute < 190; minute += 1) await tick(1);
    await here.work('ingest', feed, 190);
    for (let minute = 0; minute < 60; minute += 1) await tick(0);
    assert.deepEqual(completeness.holds('fed', 3), [`feed ${feed} has been silent for 60 min`]);
    assert.deepEqual(completeness.takeRemarks(), []);
    here.now += 24 * HOUR;
    await completeness.refresh();
    assert.deepEqual(completeness.holds('fed', 3), []);
    assert.deepEqual(completeness.takeRemarks(), [
      `feed ${feed} has been silent for more than a day and is no longer waited for`,
    ]);
    await tick(0);
    assert.deepEqual(completeness.takeRemarks(), []);
  });

  test('a broker that is gone holds everything, until it is back', async () => {
    const here = await world();
    await here.completeness.refresh();
    assert.deepEqual(here.completeness.holds('delta', 3), []);
    broker.kill();
    here.now += MINUTE;
    await here.completeness.refresh();
    assert.deepEqual(here.completeness.holds('delta', 3), ['the stream cannot be asked']);
    await broker.restart();
    for (let tries = 0; tries < 10 && here.completeness.holds('delta', 3).length > 0; tries += 1) {
      here.now += MINUTE;
      await here.completeness.refresh();
    }
    assert.deepEqual(here.completeness.holds('delta', 3), []);
    here.now += 10 * MINUTE;
    assert.deepEqual(here.completeness.holds('delta', 3), ['the stream cannot be asked'], 'long ago');
  });
});
