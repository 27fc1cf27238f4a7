import type { Config } from '../config/schema.ts';
import type { TonewatchError } from '../errors/tonewatch-error.ts';
import {
  lanes,
  type Consumer,
  type Lane,
  type Producer,
  type Stream,
  type StreamRecord,
} from '../stream/port.ts';
import { DEAD_LETTERS } from '../stream/topics.ts';
import type { StageCounters, Telemetry } from '../telemetry/telemetry.ts';
import { runBatch, type BatchResult } from './batch.ts';
import { encodeDeadLetter } from './dead-letters.ts';
import { positionsAfter } from './positions.ts';
import { retrying, type RetryOptions } from './retry.ts';
import type { Stage } from './stage.ts';
import { unlessStopped } from './stopping.ts';

export interface RunContext {
  readonly config: Config;
  readonly stream: Stream;
  readonly telemetry: Telemetry;
}

/** How long the batch at hand may go on after a stop. */
const FINISH_MS = 5_000;
/** How long leaving the groups may take after that. */
const CLOSE_MS = 2_000;
/** How long an idle stage waits for a live record before it looks at the backfill lane. */
const IDLE_MS = 150;
/** The same where there is only one lane to look at. */
const ONE_LANE_IDLE_MS = 1_000;

/** One run of one stage, from joining its groups to leaving them; see startStage. */
export class StageRun<In, Out> {
  readonly #stage: Stage<In, Out>;
  readonly #context: RunContext;
  readonly #signal: AbortSignal;
  readonly #counters: StageCounters;
  readonly #retry: RetryOptions;

  constructor(stage: Stage<In, Out>, context: RunContext, signal: AbortSignal) {
    this.#stage = stage;
    this.#context = context;
    this.#signal = signal;
    this.#counters = context.telemetry.counters(stage.name);
    this.#retry = {
      policy: context.config.retry,
      signal,
      onFailure: (error, failures) => this.#onFailure(error, failures),
      onRecovery: (failures) => this.#log.info({ stage: stage.name, failures }, 'works again'),
    };
  }

  get #log(): Telemetry['log'] {
    return this.#context.telemetry.log;
  }

  async run(): Promise<void> {
    const { stream, config } = this.#context;
    const consumers = new Map<Lane, Consumer>();
    let producer: Producer | null = null;
    try {
      producer = await this.#unlessStopped(stream.producer());
      for (const lane of lanes) {
        const topics = this.#stage.inputs[lane];
        if (topics.length === 0 || this.#signal.aborted) continue;
        const group = `${config.kafka.groupPrefix}.${this.#stage.name}.${lane}`;
        const consumer = await this.#unlessStopped(stream.consumer({ group, topics }));
        if (consumer) consumers.set(lane, consumer);
      }
      if (!producer) return;
      const loop = this.#loop(consumers, producer);
      await unlessStopped(loop, { signal: this.#signal, graceMs: FINISH_MS, instead: undefined });
    } finally {
      await this.#close([...consumers.values(), ...(producer ? [producer] : [])]);
    }
  }

  /** A group may take half a minute to let somebody in. What opens when nobody waits for it any more is closed again. */
  async #unlessStopped<T extends { close(): Promise<void> }>(opening: Promise<T>): Promise<T | null> {
    const opened = await unlessStopped(opening, { signal: this.#signal, graceMs: FINISH_MS, instead: null });
    if (!opened) void opening.then((late) => late.close()).catch(() => undefined);
    return opened;
  }

  async #loop(consumers: ReadonlyMap<Lane, Consumer>, producer: Producer): Promise<void> {
    const idleMs = consumers.size > 1 ? IDLE_MS : ONE_LANE_IDLE_MS;
    let waitMs = 0;
    try {
      while (!this.#signal.aborted) {
        let found = false;
        for (const [lane, consumer] of consumers) {
          const records = await this.#poll(consumer, lane, waitMs);
          waitMs = 0;
          if (records.length === 0) continue;
          await this.#handle(records, lane, consumer, producer);
          found = true;
          break; // Whatever the lane was, live is asked first again.
        }
        if (!found) waitMs = idleMs;
      }
    } catch (error) {
      // A wait for the next try that a stop cut short: the batch comes again at the next start.
      if (!(this.#signal.aborted && error instanceof Error && error.name === 'AbortError')) throw error;
    }
  }

  /** Records that arrive while the stage stops are dropped: uncommitted, they come again. */
  #poll(consumer: Consumer, lane: Lane, waitMs: number): Promise<StreamRecord[]> {
    const { maxRecords, lingerMs } = this.#stage.batch;
    const options = { maxRecords, waitMs, lingerMs: lane === 'live' ? lingerMs : 0 };
    return unlessStopped(
      retrying(() => consumer.poll(options), this.#retry),
      { signal: this.#signal, graceMs: 0, instead: [] },
    );
  }

  /** Every step is retried by itself, so that nothing is produced twice because a later step failed. */
  async #handle(records: StreamRecord[], lane: Lane, consumer: Consumer, producer: Producer): Promise<void> {
    const stage = this.#stage;
    const result = await retrying(() => runBatch(stage, records, lane), this.#retry);
    if (stage.outputs && result.outputs.length > 0) {
      const topic = stage.outputs[lane];
      await retrying(() => producer.send(topic, result.outputs), this.#retry);
    }
    if (result.letters.length > 0) {
      const letters = result.letters.map(encodeDeadLetter);
      await retrying(() => producer.send(DEAD_LETTERS, letters), this.#retry);
    }
    await retrying(() => consumer.commit(positionsAfter(records)), this.#retry);
    this.#count(records.length, result);
    this.#report(result, lane);
  }

  #count(read: number, result: BatchResult): void {
    const counters = this.#counters;
    const written = this.#stage.outputs === null ? result.nothing : result.outputs.length;
    counters.batches += 1;
    counters.read += read;
    counters.passed += written;
    counters.dropped += result.nothing + result.outputs.length - written;
    counters.deadLettered += result.letters.length;
    counters.busyMs += result.busyMs;
  }

  #report({ letters }: BatchResult, lane: Lane): void {
    const [first] = letters;
    if (!first) return;
    const { code, message, topic, partition, offset } = first;
    this.#log.warn(
      {
        stage: this.#stage.name,
        lane,
        count: letters.length,
        first: { code, message, topic, partition, offset },
      },
      'records went to dead letters',
    );
  }

  #onFailure(error: TonewatchError, failures: number): void {
    this.#counters.retries += 1;
    if (failures > 1) return;
    this.#log.warn(
      { stage: this.#stage.name, code: error.code, reason: error.message },
      'failed; trying again',
    );
  }

  async #close(closeables: readonly { close(): Promise<void> }[]): Promise<void> {
    const closed = Promise.allSettled(closeables.map((closeable) => closeable.close()));
    const inTime = await unlessStopped(closed, {
      signal: AbortSignal.abort(),
      graceMs: CLOSE_MS,
      instead: null,
    });
    const failed = inTime?.find((result) => result.status === 'rejected');
    if (!inTime || failed) {
      const reason: unknown = failed ? failed.reason : `took longer than ${CLOSE_MS} ms`;
      this.#log.warn({ stage: this.#stage.name, reason: String(reason) }, 'did not leave its groups cleanly');
    }
  }
}
