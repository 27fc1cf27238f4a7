import { setTimeout as delay } from 'node:timers/promises';
import type { Admin, Kafka } from 'kafkajs';
import { TonewatchError } from '../../errors/tonewatch-error.ts';
import type { Consumer, ConsumerOptions, Producer, Stream, TopicSpec } from '../port.ts';
import { BRIEF, kafkaClient, PATIENT, patiently, type ClientOptions } from './client.ts';
import { KafkaConsumer } from './consumer.ts';
import { toTonewatchError } from './errors.ts';
import { committedPositions, endsOf } from './offsets.ts';
import { KafkaProducer } from './producer.ts';
import { TopicCatalogue } from './topic-catalogue.ts';

/** Ten seconds for a new topic to be known; whoever uses one that is not is told so. */
const SEEN_TRIES = 100;
const SEEN_PAUSE_MS = 100;

export interface KafkaStreamOptions extends ClientOptions {
  /** Of topics that ensureTopics makes; -1: the broker's default. */
  readonly replicationFactor: number;
}

/**
 * Opens the stream on a Kafka cluster. It rides out the absence of brokers for a minute or two before anything throws
 * KAFKA_UNREACHABLE; consumers come back by themselves however long it takes.
 *
 * @throws TonewatchError KAFKA_UNREACHABLE when no broker answers within some seconds
 */
export async function openKafkaStream(options: KafkaStreamOptions): Promise<Stream> {
  const admin = kafkaClient(options, BRIEF).admin();
  try {
    await admin.connect();
  } catch (error) {
    await admin.disconnect().catch(() => undefined);
    throw toTonewatchError(error, `connecting to ${options.brokers.join(', ')}`);
  }
  return new KafkaStream(options, admin);
}

class KafkaStream implements Stream {
  readonly #options: KafkaStreamOptions;
  readonly #kafka: Kafka;
  readonly #admin: Admin;
  readonly #catalogue: TopicCatalogue;
  readonly #consumers = new Set<KafkaConsumer>();
  readonly #producers = new Set<KafkaProducer>();
  #closed = false;

  constructor(options: KafkaStreamOptions, admin: Admin) {
    this.#options = options;
    this.#admin = admin;
    this.#kafka = kafkaClient(options, PATIENT);
    this.#catalogue = new TopicCatalogue(admin);
  }

  async ensureTopics(topics: readonly TopicSpec[]): Promise<void> {
    const there = new Set(await this.topics());
    const missing = topics.filter(({ name }) => !there.has(name));
    if (missing.length === 0) return;
    const { replicationFactor } = this.#options;
    await this.#ask('making topics', async () => {
      try {
        const specs = missing.map(({ name, partitions }) => ({
          topic: name,
          numPartitions: partitions,
          replicationFactor,
        }));
        await this.#admin.createTopics({ topics: specs, waitForLeaders: true });
      } catch (error) {
        if (!isRace(error)) throw error;
      }
    });
    await this.#untilSeen(missing.map(({ name }) => name));
  }

  /** New topics, those above all that somebody else is making just now, are known to the broker only after a moment. */
  async #untilSeen(names: readonly string[]): Promise<void> {
    for (let tries = 0; tries < SEEN_TRIES; tries++) {
      const there = new Set(await this.topics());
      if (names.every((name) => there.has(name))) return;
      await delay(SEEN_PAUSE_MS);
    }
  }

  topics(): Promise<string[]> {
    return this.#ask('listing topics', () => this.#catalogue.names());
  }

  async producer(): Promise<Producer> {
    const kafkaJs = this.#kafka.producer({ allowAutoTopicCreation: false, metadataMaxAge: 60_000 });
    await this.#ask('connecting a producer', () => kafkaJs.connect());
    const producer = new KafkaProducer(kafkaJs, this.#catalogue, () => this.#producers.delete(producer));
    this.#producers.add(producer);
    return producer;
  }

  async consumer({ group, topics }: ConsumerOptions): Promise<Consumer> {
    await this.#ask('looking for topics', () =>
      Promise.all(topics.map((topic) => this.#catalogue.partitionsOf(topic))),
    );
    const consumer = new KafkaConsumer({
      kafka: this.#kafka,
      admin: this.#admin,
      log: this.#options.log,
      group,
      topics,
      closed: () => this.#consumers.delete(consumer),
    });
    this.#consumers.add(consumer);
    await consumer.open();
    return consumer;
  }

  lag(group: string, topic: string): Promise<number> {
    return this.#ask(`asking for the lag of ${group}`, async () => {
      const [ends, positions] = await Promise.all([
        endsOf(this.#admin, topic),
        committedPositions(this.#admin, group, [topic]),
      ]);
      const committed = new Map(positions.map(({ partition, offset }) => [partition, offset]));
      const lagOf = ({ partition, low, high }: (typeof ends)[number]): number =>
        high - Math.max(committed.get(partition) ?? low, low);
      return ends.reduce((sum, end) => sum + lagOf(end), 0);
    });
  }

  async written(topic: string): Promise<number> {
    try {
      return await this.#ask(`asking for the end of ${topic}`, async () => {
        await this.#catalogue.partitionsOf(topic); // Says at once when there is none; kafkajs goes on asking.
        const ends = await endsOf(this.#admin, topic);
        return ends.reduce((sum, { high }) => sum + high, 0);
      });
    } catch (error) {
      if (error instanceof TonewatchError && error.code === 'STREAM_TOPIC_UNKNOWN') return 0;
      throw error;
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await Promise.all(Array.from(this.#consumers, (consumer) => consumer.close()));
    await Promise.all(Array.from(this.#producers, (producer) => producer.close()));
    await this.#admin.disconnect();
  }

  async #ask<T>(what: string, question: () => Promise<T>): Promise<T> {
    if (this.#closed) throw new TonewatchError('STREAM_CLOSED', 'the stream is closed');
    try {
      return await patiently(question);
    } catch (error) {
      throw toTonewatchError(error, what);
    }
  }
}

/** Somebody else made the same topic at the same time. */
const isRace = (error: unknown): boolean =>
  error instanceof Error &&
  'errors' in error &&
  Array.isArray(error.errors) &&
  error.errors.every(
    (each: unknown) => each instanceof Error && 'type' in each && each.type === 'TOPIC_ALREADY_EXISTS',
  );
