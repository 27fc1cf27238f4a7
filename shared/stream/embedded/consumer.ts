import type { Consumer, PollOptions, Position, StreamRecord } from '../port.ts';
import type { Group, Member } from './group.ts';
import { LogReader } from './log-reader.ts';
import type { Partition } from './partition.ts';
import { yieldTurn } from './turn.ts';

/** One poll() takes about this much at most, however many records were asked for. */
const POLL_BYTES = 16 * 1024 * 1024;

interface Surroundings {
  readonly partitionsOf: (topic: string) => readonly Partition[];
  readonly store: (group: string, positions: readonly Position[]) => void;
  readonly left: (consumer: EmbeddedConsumer) => void;
}

export class EmbeddedConsumer implements Consumer, Member {
  readonly topics: readonly string[];
  readonly #group: Group;
  readonly #around: Surroundings;
  readonly #readers = new Map<Partition, LogReader>();
  /** The partition that the next poll begins with, so that none is starved. */
  #turn = 0;
  #closed = false;
  #wanted = 0;
  #wake: (() => void) | null = null;

  constructor(group: Group, topics: readonly string[], around: Surroundings) {
    this.topics = [...new Set(topics)];
    this.#group = group;
    this.#around = around;
    group.join(this, around.partitionsOf);
  }

  async poll({ maxRecords, waitMs, lingerMs }: PollOptions): Promise<StreamRecord[]> {
    await yieldTurn();
    await this.#available(1, waitMs);
    if (lingerMs > 0 && this.#pending() > 0) await this.#available(maxRecords, lingerMs);
    const records: StreamRecord[] = [];
    const readers = [...this.#readers.values()];
    const first = this.#turn++;
    let bytes = 0;
    for (let i = 0; i < readers.length && records.length < maxRecords && bytes < POLL_BYTES; i++) {
      const reader = readers[(first + i) % readers.length];
      if (!reader) continue;
      bytes += reader.take(records, maxRecords - records.length, POLL_BYTES - bytes);
    }
    return records;
  }

  commit(positions: readonly Position[]): Promise<void> {
    const owned = positions.filter(({ topic, partition, offset }) => {
      const place = this.#owned(topic, partition);
      return place !== undefined && offset > place.committed(this.#group.name);
    });
    if (owned.length > 0) this.#around.store(this.#group.name, owned);
    return Promise.resolve();
  }

  close(): Promise<void> {
    if (this.#closed) return Promise.resolve();
    this.#closed = true;
    this.#group.leave(this, this.#around.partitionsOf);
    for (const partition of [...this.#readers.keys()]) this.lose(partition);
    this.#wake?.();
    this.#around.left(this);
    return Promise.resolve();
  }

  look(): void {
    if (this.#wake && this.#pending() >= this.#wanted) this.#wake();
  }

  gain(partition: Partition): void {
    const offset = partition.committed(this.#group.name);
    this.#readers.set(partition, new LogReader(partition.log, partition.topic, partition.index, offset));
  }

  lose(partition: Partition): void {
    this.#readers.get(partition)?.close();
    this.#readers.delete(partition);
  }

  #owned(topic: string, index: number): Partition | undefined {
    for (const partition of this.#readers.keys()) {
      if (partition.index === index && partition.topic === topic) return partition;
    }
    return undefined;
  }

  #pending(): number {
    let pending = 0;
    for (const reader of this.#readers.values()) pending += reader.available;
    return pending;
  }

  /** Waits until so many records are there, or the time is up, or the consumer is closed. */
  #available(records: number, ms: number): Promise<void> | undefined {
    if (this.#closed || ms <= 0 || this.#pending() >= records) return undefined;
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#wake = null;
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#wanted = records;
      this.#wake = done;
    });
  }
}
