import type { Message, Producer as KafkaJsProducer } from 'kafkajs';
import { TonewatchError } from '../../errors/tonewatch-error.ts';
import { partitionOf } from '../partitioner.ts';
import type { OutgoingRecord, Producer } from '../port.ts';
import { toTonewatchError } from './errors.ts';
import type { TopicCatalogue } from './topic-catalogue.ts';

/**
 * A broker takes a batch of 1 MiB for a partition unless it is configured otherwise. All partitions of a request
 * together stay below, whatever the keys: a request is large enough by then.
 */
const REQUEST_BYTES = 950_000;
const OVERHEAD_BYTES = 24;
/** Records without a key go to one partition for so long, then to the next. */
const UNKEYED_RUN = 100;

interface Waiting {
  readonly record: OutgoingRecord;
  /** The send() that it belongs to, which is settled with its last record. */
  readonly send: { left: number; readonly resolve: () => void; readonly reject: (error: unknown) => void };
}

/**
 * Sends in requests as large as they may be: what is given while a request is under way goes along with the next. One
 * request a topic at a time, so that a repeated request can never overtake another.
 *
 * Not idempotent in Kafka's sense, although that would cost nothing: after a request whose answer was lost and that was
 * given up, kafkajs uses its sequence numbers again, and the broker would take the next request for a repetition and
 * drop it. A record that comes twice does no harm here.
 */
export class KafkaProducer implements Producer {
  readonly #producer: KafkaJsProducer;
  readonly #catalogue: TopicCatalogue;
  readonly #onClosed: () => void;
  readonly #waiting = new Map<string, Waiting[]>();
  readonly #pumps = new Map<string, Promise<void>>();
  #unkeyed = 0;
  #closed = false;

  constructor(producer: KafkaJsProducer, catalogue: TopicCatalogue, closed: () => void) {
    this.#producer = producer;
    this.#onClosed = closed;
    this.#catalogue = catalogue;
  }

  send(topic: string, records: readonly OutgoingRecord[]): Promise<void> {
    if (this.#closed) return Promise.reject(new TonewatchError('STREAM_CLOSED', 'the producer is closed'));
    if (records.length === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const send = { left: records.length, resolve, reject };
      const waiting = this.#waiting.get(topic) ?? [];
      this.#waiting.set(topic, waiting);
      for (const record of records) waiting.push({ record, send });
      if (!this.#pumps.has(topic)) this.#pumps.set(topic, this.#pump(topic, waiting));
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#pumps.values());
    await this.#producer.disconnect();
    this.#onClosed();
  }

  async #pump(topic: string, waiting: Waiting[]): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, countThatFits(waiting));
      try {
        await this.#request(topic, batch);
        for (const { send } of batch) if (--send.left === 0) send.resolve();
      } catch (error) {
        const reason = toTonewatchError(error, `sending to ${topic}`);
        for (const { send } of batch) send.reject(reason);
        this.#dropRest(waiting, new Set(batch.map(({ send }) => send)));
      }
    }
    this.#pumps.delete(topic);
  }

  /** The caller will send all of it again: what has not gone yet must not go twice. */
  #dropRest(waiting: Waiting[], failed: ReadonlySet<Waiting['send']>): void {
    const rest = waiting.filter(({ send }) => !failed.has(send));
    waiting.splice(0, waiting.length, ...rest);
  }

  /**
   * kafkajs may forget the partitions of a leader that changes while it repeats a request to several brokers: those
   * that nobody confirmed are sent again.
   */
  async #request(topic: string, batch: readonly Waiting[]): Promise<void> {
    const partitions = await this.#catalogue.partitionsOf(topic);
    let messages = batch.map(({ record }) => this.#messageOf(record, partitions));
    for (let attempt = 0; messages.length > 0; attempt++) {
      if (attempt > 10) throw new TonewatchError('KAFKA_UNREACHABLE', `sending to ${topic}: no confirmation`);
      const answers = await this.#producer.send({ topic, acks: -1, messages });
      const confirmed = new Set(answers.map(({ partition }) => partition));
      messages = messages.filter(({ partition }) => !confirmed.has(partition));
    }
  }

  /** The partition is chosen here: kafkajs would choose again, and differently, when it repeats a request. */
  #messageOf({ key, value }: OutgoingRecord, partitions: number): Message & { partition: number } {
    const partition =
      key === null ? Math.floor(this.#unkeyed++ / UNKEYED_RUN) % partitions : partitionOf(key, partitions);
    return { key, value, partition };
  }
}

function countThatFits(waiting: readonly Waiting[]): number {
  let bytes = 0;
  let count = 0;
  for (const { record } of waiting) {
    bytes += OVERHEAD_BYTES + (record.key?.length ?? 0) * 3 + record.value.length;
    if (count > 0 && bytes > REQUEST_BYTES) break;
    count++;
  }
  return count;
}
