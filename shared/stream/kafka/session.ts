import type { Consumer as KafkaJsConsumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import type { Position, StreamRecord } from '../port.ts';
import type { Assignment } from './assignment.ts';
import { PATIENT } from './client.ts';
import type { Inbox } from './inbox.ts';

const SESSION_TIMEOUT_MS = 6_000;
/** A member learns of a rebalance with a heartbeat. */
const HEARTBEAT_MS = 500;
const FETCH_WAIT_MS = 250;
const STOP_WITHIN_MS = 5_000;

export interface SessionOptions {
  readonly kafka: Kafka;
  readonly group: string;
  readonly topics: readonly string[];
  readonly assignment: Assignment;
  readonly inbox: Inbox;
  readonly joined: (partitions: Readonly<Record<string, readonly number[]>>) => void;
  /** kafkajs has given up after the start; the session is over. */
  readonly crashed: (error: unknown) => void;
}

/** One kafkajs consumer, from connecting to its end. Records go into the inbox; after stop() nothing does. */
export class Session {
  readonly #options: SessionOptions;
  readonly #consumer: KafkaJsConsumer;
  #started = false;
  #stopped = false;
  #crash: Error | null = null;

  constructor(options: SessionOptions) {
    this.#options = options;
    const { kafka, group, assignment } = options;
    this.#consumer = kafka.consumer({
      groupId: group,
      sessionTimeout: SESSION_TIMEOUT_MS,
      heartbeatInterval: HEARTBEAT_MS,
      rebalanceTimeout: 30_000,
      maxWaitTimeInMs: FETCH_WAIT_MS,
      maxBytes: 4 * 1024 * 1024,
      metadataMaxAge: 60_000,
      allowAutoTopicCreation: false,
      // What kafkajs cannot mend, a new session does: see KafkaConsumer.
      retry: { ...PATIENT, restartOnFailure: () => Promise.resolve(false) },
    });
    const { GROUP_JOIN, CRASH, START_BATCH_PROCESS } = this.#consumer.events;
    this.#consumer.on(GROUP_JOIN, ({ payload }) => {
      if (!this.#stopped) options.joined(payload.memberAssignment);
    });
    this.#consumer.on(CRASH, ({ payload }) => {
      this.#crash = payload.error;
      if (this.#started && !this.#stopped) options.crashed(payload.error);
    });
    this.#consumer.on(START_BATCH_PROCESS, ({ payload: { topic, partition, lastOffset } }) => {
      if (!this.#stopped) assignment.sawUpTo(topic, partition, Number(lastOffset) + 1);
    });
  }

  /** Resolves when the member has joined its group; throws what kafkajs threw. */
  async start(): Promise<void> {
    await this.#consumer.connect();
    await this.#consumer.subscribe({ topics: [...this.#options.topics], fromBeginning: true });
    await this.#consumer.run({
      autoCommit: false,
      // As many as there are partitions at most: a batch that waits for room holds up no other.
      partitionsConsumedConcurrently: 100,
      eachBatch: (payload) => this.#receive(payload),
    });
    const crash = this.#crash;
    if (crash) throw crash;
    this.#started = true;
  }

  async commit(positions: readonly Position[]): Promise<void> {
    await this.#consumer.commitOffsets(positions.map((each) => ({ ...each, offset: String(each.offset) })));
  }

  /** Leaves the group. Takes a few seconds at most; a broker that does not answer puts the member out by itself. */
  async stop(): Promise<void> {
    this.#stopped = true;
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise<void>((resolve) => (timer = setTimeout(resolve, STOP_WITHIN_MS)));
    await Promise.race([this.#consumer.disconnect().catch(() => undefined), enough]);
    clearTimeout(timer);
  }

  /**
   * Answers kafkajs at once while there is room, so that it fetches on while records are being processed; otherwise
   * when there is room again, keeping the membership alive. A heartbeat throws when the group forms anew.
   */
  async #receive({ batch, heartbeat, isRunning, isStale }: EachBatchPayload): Promise<void> {
    const { inbox, assignment } = this.#options;
    if (this.#stopped || isStale()) return;
    const { topic, partition, highWatermark } = batch;
    const records = batch.messages.map((message) => toRecord(topic, partition, message));
    inbox.add(assignment.accept(topic, partition, Number(highWatermark), records));
    while (!inbox.hasRoom && isRunning()) {
      await inbox.room(HEARTBEAT_MS);
      await heartbeat();
    }
  }
}

function toRecord(topic: string, partition: number, message: KafkaMessage): StreamRecord {
  return {
    topic,
    partition,
    offset: Number(message.offset),
    key: message.key === null ? null : message.key.toString(),
    value: message.value,
    timestamp: Number(message.timestamp),
  };
}
