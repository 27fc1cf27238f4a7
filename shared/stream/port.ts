/**
 * The stream port: ordered, partitioned topics that stages read and write. kafka/ implements it over kafkajs, embedded/
 * in the process; test/contract/stream.ts is its specification.
 */

/** Live posts always go before history. */
export type Lane = 'live' | 'backfill';
export const lanes: readonly Lane[] = ['live', 'backfill'];

export interface StreamRecord {
  readonly topic: string;
  readonly partition: number;
  /** Position in the partition; rises, may have gaps. */
  readonly offset: number;
  readonly key: string | null;
  /** The bytes; `null` for a tombstone. */
  readonly value: Buffer | null;
  /** When it was produced, milliseconds UTC. */
  readonly timestamp: number;
}

export interface OutgoingRecord {
  /** Records of one key keep their order: they go to one partition. */
  readonly key: string | null;
  readonly value: Buffer;
}

export interface TopicSpec {
  readonly name: string;
  readonly partitions: number;
}

/** The next offset to read of one partition, as Kafka counts: the last processed one plus one. */
export interface Position {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

export interface Producer {
  /** Resolves when every record is stored (Kafka: acks=all). Waits while the topic is full (back-pressure). */
  send(topic: string, records: readonly OutgoingRecord[]): Promise<void>;
  close(): Promise<void>;
}

export interface PollOptions {
  /** At most so many records, across all assigned partitions. */
  readonly maxRecords: number;
  /** Milliseconds to wait for the first record; 0 takes only what is there. */
  readonly waitMs: number;
  /** Milliseconds to go on collecting after the first record, for fuller batches. */
  readonly lingerMs: number;
}

export interface Consumer {
  /** The next records, in order within each partition. Empty when nothing came in time or the consumer was closed. */
  poll(options: PollOptions): Promise<StreamRecord[]>;
  /**
   * Stores positions for the group. Positions of partitions that have since moved to another member are left out
   * silently: their records will come again there.
   */
  commit(positions: readonly Position[]): Promise<void>;
  /** Leaves the group; waits for nothing that was polled and not committed. */
  close(): Promise<void>;
}

export interface ConsumerOptions {
  /** Members of one group share the partitions out; groups are independent of each other. A new group starts at the oldest record. */
  readonly group: string;
  readonly topics: readonly string[];
}

export interface Stream {
  /** Makes the topics that do not exist yet; leaves others as they are. */
  ensureTopics(topics: readonly TopicSpec[]): Promise<void>;
  /** Names of all topics there are. */
  topics(): Promise<string[]>;
  producer(): Promise<Producer>;
  consumer(options: ConsumerOptions): Promise<Consumer>;
  /** Records of the topic that the group has not committed yet. */
  lag(group: string, topic: string): Promise<number>;
  /** Records ever written to the topic, deleted ones included; 0 when there is no such topic. */
  written(topic: string): Promise<number>;
  close(): Promise<void>;
}
