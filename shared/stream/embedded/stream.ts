import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { TonewatchError } from '../../errors/tonewatch-error.ts';
import type { Consumer, ConsumerOptions, Position, Producer, Stream, TopicSpec } from '../port.ts';
import { EmbeddedConsumer } from './consumer.ts';
import { lockDirectory } from './directory-lock.ts';
import { Group } from './group.ts';
import { Partition } from './partition.ts';
import { PositionStore } from './position-store.ts';
import { EmbeddedProducer } from './producer.ts';

const TOPIC_NAME = /^(?!\.)[A-Za-z0-9._-]{1,200}$/u;

export interface EmbeddedStreamOptions {
  /** Made if it is missing; one process at a time may have it open. */
  readonly directory: string;
  /**
   * send() waits while a partition holds more records than this that its slowest group has not committed: of those that
   * have read it since it was opened, or else of all. A topic that no group has ever read keeps everything, and nobody
   * waits.
   */
  readonly maxPending: number;
}

/**
 * Opens the stream that needs no broker: topics are folders of log files, shared out and bounded inside this process.
 *
 * Whatever send() or commit() has acknowledged survives a crash or `kill -9` of the process. It is in the operating
 * system's hands by then and not forced to the disk: after a power cut the last seconds may be missing.
 *
 * @throws TonewatchError STREAM_DIRECTORY_IN_USE
 */
export function openEmbeddedStream(options: EmbeddedStreamOptions): Promise<Stream> {
  return Promise.resolve().then(() => {
    const unlock = lockDirectory(options.directory);
    try {
      return new EmbeddedStream(options, unlock);
    } catch (error) {
      unlock();
      throw error;
    }
  });
}

class EmbeddedStream implements Stream {
  readonly #directory: string;
  readonly #maxPending: number;
  readonly #unlock: () => void;
  readonly #positions: PositionStore;
  readonly #topics = new Map<string, Partition[]>();
  readonly #groups = new Map<string, Group>();
  readonly #consumers = new Set<EmbeddedConsumer>();
  #closed = false;

  constructor({ directory, maxPending }: EmbeddedStreamOptions, unlock: () => void) {
    this.#unlock = unlock;
    this.#directory = join(directory, 'topics');
    this.#maxPending = maxPending;
    mkdirSync(this.#directory, { recursive: true });
    for (const name of readdirSync(this.#directory)) if (TOPIC_NAME.test(name)) this.#openTopic(name);
    this.#positions = new PositionStore(join(directory, 'positions'));
    for (const { group, topic, partition, offset } of this.#positions.all()) {
      this.#topics.get(topic)?.[partition]?.restore(group, offset);
    }
  }

  ensureTopics(topics: readonly TopicSpec[]): Promise<void> {
    return this.#use(() => {
      for (const { name, partitions } of topics) {
        if (this.#topics.has(name)) continue;
        if (!TOPIC_NAME.test(name)) {
          throw new TonewatchError(
            'CONFIG_INVALID',
            `topic ${name}: expected letters, digits, . _ - (at most 200)`,
          );
        }
        // Made aside and moved in one step, so that a topic has all of its partitions or none.
        const made = join(this.#directory, '.new');
        rmSync(made, { recursive: true, force: true });
        for (let i = 0; i < partitions; i++) mkdirSync(join(made, String(i)), { recursive: true });
        renameSync(made, join(this.#directory, name));
        this.#openTopic(name);
      }
    });
  }

  topics(): Promise<string[]> {
    return this.#use(() => [...this.#topics.keys()].sort());
  }

  producer(): Promise<Producer> {
    return this.#use(() => new EmbeddedProducer((topic) => this.#partitionsOf(topic)));
  }

  consumer({ group: name, topics }: ConsumerOptions): Promise<Consumer> {
    return this.#use(() => {
      this.#subscribe(name, topics);
      const group = this.#groups.get(name) ?? new Group(name);
      this.#groups.set(name, group);
      const consumer = new EmbeddedConsumer(group, topics, {
        partitionsOf: (topic) => this.#partitionsOf(topic),
        store: (committer, positions) => this.#store(committer, positions),
        left: (left) => this.#consumers.delete(left),
      });
      this.#consumers.add(consumer);
      return consumer;
    });
  }

  lag(group: string, topic: string): Promise<number> {
    const lagOf = (partition: Partition): number => partition.log.end - partition.committed(group);
    return this.#use(() => this.#partitionsOf(topic).reduce((sum, partition) => sum + lagOf(partition), 0));
  }

  written(topic: string): Promise<number> {
    return this.#use(() => (this.#topics.get(topic) ?? []).reduce((sum, { log }) => sum + log.end, 0));
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    for (const consumer of this.#consumers) await consumer.close();
    this.#closed = true;
    const reason = new TonewatchError('STREAM_CLOSED', 'the stream is closed');
    for (const partition of [...this.#topics.values()].flat()) {
      partition.giveUp(reason);
      partition.log.close();
    }
    this.#positions.close();
    this.#unlock();
  }

  /** From now on the group counts as a reader of the topics: their records wait for it. */
  #subscribe(group: string, topics: readonly string[]): void {
    const partitions = topics.flatMap((topic) => this.#partitionsOf(topic));
    for (const partition of partitions) partition.readBy(group);
    const fresh = partitions
      .filter((partition) => !partition.isReadBy(group))
      .map(({ topic, index, log }) => ({ topic, partition: index, offset: log.start }));
    this.#store(group, fresh);
  }

  #store(group: string, positions: readonly Position[]): void {
    this.#mustBeOpen();
    this.#positions.write(positions.map((position) => ({ group, ...position })));
    for (const { topic, partition, offset } of positions) {
      this.#topics.get(topic)?.[partition]?.setCommitted(group, offset);
    }
  }

  #openTopic(name: string): void {
    const count = readdirSync(join(this.#directory, name)).length;
    const appended = (): void => {
      for (const consumer of this.#consumers) if (consumer.topics.includes(name)) consumer.look();
    };
    const partitions = Array.from({ length: count }, (_, index) => {
      const directory = join(this.#directory, name, String(index));
      return new Partition(name, index, { directory, maxPending: this.#maxPending, appended });
    });
    this.#topics.set(name, partitions);
  }

  /** @throws TonewatchError STREAM_CLOSED, STREAM_TOPIC_UNKNOWN */
  #partitionsOf(topic: string): readonly Partition[] {
    this.#mustBeOpen();
    const partitions = this.#topics.get(topic);
    if (!partitions) throw new TonewatchError('STREAM_TOPIC_UNKNOWN', `there is no topic ${topic}`);
    return partitions;
  }

  #mustBeOpen(): void {
    if (this.#closed) throw new TonewatchError('STREAM_CLOSED', 'the stream is closed');
  }

  /** Runs something that is over at once, as a promise that rejects when the stream is closed. */
  #use<T>(action: () => T): Promise<T> {
    return Promise.resolve().then(() => {
      this.#mustBeOpen();
      return action();
    });
  }
}
