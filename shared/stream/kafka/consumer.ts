import type { Admin, Kafka } from 'kafkajs';
import type { Logger } from 'pino';
import { messageOf, TonewatchError } from '../../errors/tonewatch-error.ts';
import type { Consumer, PollOptions, Position, StreamRecord } from '../port.ts';
import { Assignment } from './assignment.ts';
import { patiently } from './client.ts';
import { needsRejoin, toTonewatchError } from './errors.ts';
import { Inbox } from './inbox.ts';
import { committedPositions, endsOf } from './offsets.ts';
import { Session } from './session.ts';
import { StallDetector } from './watchdog.ts';

const LOOK_MS = 10_000;
const MAX_BACKOFF_MS = 5_000;
const JOIN_WITHIN_MS = 60_000;

export interface KafkaConsumerOptions {
  readonly kafka: Kafka;
  readonly admin: Admin;
  readonly log: Logger;
  readonly group: string;
  readonly topics: readonly string[];
  readonly closed: (consumer: KafkaConsumer) => void;
}

/**
 * A group member that stays one: sessions follow each other when kafkajs gives up or stands still. Positions are its
 * own (see Assignment), so that no session delivers again what an earlier one did.
 */
export class KafkaConsumer implements Consumer {
  readonly #options: KafkaConsumerOptions;
  readonly #log: Logger;
  readonly #assignment = new Assignment();
  readonly #inbox = new Inbox();
  readonly #stalls = new StallDetector();
  readonly #joinWaits = new Set<() => void>();
  #session: Session;
  /** Whether the group is formed and our positions agree with the broker's. */
  #joined = false;
  #joins = 0;
  #failures = 0;
  #closed = false;
  #watch: NodeJS.Timeout | undefined;
  #restarting: Promise<void> | null = null;

  constructor(options: KafkaConsumerOptions) {
    this.#options = options;
    this.#log = options.log.child({ group: options.group });
    this.#session = this.#newSession();
  }

  /** @throws TonewatchError KAFKA_UNREACHABLE, KAFKA_REFUSED */
  async open(): Promise<void> {
    try {
      await this.#session.start();
    } catch (error) {
      if (!needsRejoin(error)) {
        await this.close();
        throw toTonewatchError(error, `joining the group ${this.#options.group}`);
      }
      // The first member ever finds the coordinator not ready yet.
      this.#restart();
      await this.#restarting;
    }
    this.#watch = setInterval(() => void this.#lookForStalls(), LOOK_MS).unref();
  }

  poll(options: PollOptions): Promise<StreamRecord[]> {
    return this.#inbox.take(options);
  }

  async commit(positions: readonly Position[]): Promise<void> {
    for (const deadline = Date.now() + JOIN_WITHIN_MS; !this.#closed;) {
      const ours = this.#assignment.want(positions);
      if (ours.length === 0) return;
      const joins = this.#joins;
      if (this.#joined) {
        try {
          await this.#session.commit(ours);
          this.#assignment.stored(ours);
          return;
        } catch (error) {
          if (!needsRejoin(error)) throw toTonewatchError(error, `committing for ${this.#options.group}`);
        }
      }
      // The group forms anew. What was wanted is committed then, as far as it is still ours.
      if (this.#joins === joins) await this.#nextJoin(deadline - Date.now());
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#watch);
    this.#inbox.close();
    for (const wake of [...this.#joinWaits]) wake();
    await this.#session.stop();
    await this.#restarting;
    this.#options.closed(this);
  }

  #newSession(): Session {
    const { kafka, group, topics } = this.#options;
    const session: Session = new Session({
      kafka,
      group,
      topics,
      assignment: this.#assignment,
      inbox: this.#inbox,
      joined: (partitions) => void this.#onJoin(partitions),
      crashed: (error) => {
        this.#log.warn(`Kafka consumer of ${group} gave up: ${messageOf(error)}; starting it again`);
        if (session === this.#session) this.#restart();
      },
    });
    return session;
  }

  /** The inbox keeps what is still ours, commits that got lost are made again, and then whoever waited goes on. */
  async #onJoin(partitions: Readonly<Record<string, readonly number[]>>): Promise<void> {
    const join = ++this.#joins;
    this.#joined = false;
    this.#assignment.replace(partitions);
    this.#inbox.retain((record) => this.#assignment.wants(record));
    this.#stalls.reset();
    const { admin, group } = this.#options;
    try {
      const stored = await patiently(() => committedPositions(admin, group, Object.keys(partitions)));
      if (join !== this.#joins) return;
      const behind = this.#assignment.reconcile(stored);
      this.#inbox.retain((record) => this.#assignment.wants(record));
      if (behind.length > 0) await this.#session.commit(behind);
      this.#assignment.stored(behind);
    } catch (error) {
      // The next commit finds out by itself whether it can be made.
      this.#log.debug(`positions of ${group} are not known after a rebalance: ${messageOf(error)}`);
    }
    if (join !== this.#joins) return;
    this.#log.debug({ partitions }, `joined ${group}`);
    this.#joined = true;
    this.#failures = 0;
    for (const wake of [...this.#joinWaits]) wake();
  }

  #nextJoin(ms: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const { group } = this.#options;
      const done = (): void => {
        clearTimeout(timer);
        this.#joinWaits.delete(done);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#joinWaits.delete(done);
        reject(
          new TonewatchError('KAFKA_UNREACHABLE', `the group ${group} has not formed again for a minute`),
        );
      }, ms);
      this.#joinWaits.add(done);
    });
  }

  #restart(): void {
    if (this.#closed) return;
    this.#joined = false;
    this.#restarting ??= this.#runAgain().finally(() => (this.#restarting = null));
  }

  async #runAgain(): Promise<void> {
    for (let started = false; !started && !this.#isClosed();) {
      await this.#session.stop();
      const pause = Math.min(100 * 2 ** this.#failures++, MAX_BACKOFF_MS);
      await new Promise((resolve) => setTimeout(resolve, pause));
      if (this.#isClosed()) return;
      this.#session = this.#newSession();
      try {
        await this.#session.start();
        started = true;
      } catch (error) {
        this.#log.debug(`Kafka consumer does not start: ${messageOf(error)}`);
      }
    }
    if (this.#isClosed()) await this.#session.stop();
  }

  async #lookForStalls(): Promise<void> {
    // Records that nobody polls hold fetching up, and rightly.
    if (this.#closed || !this.#joined || !this.#inbox.hasRoom) {
      this.#stalls.reset();
      return;
    }
    const { admin, group, topics } = this.#options;
    const joins = this.#joins;
    try {
      const ends = (await Promise.all(topics.map((topic) => endsOf(admin, topic)))).flat();
      if (joins !== this.#joins) return;
      const stalled = this.#stalls.look(this.#assignment.positions(), ends);
      if (stalled.length === 0) return;
      this.#log.warn({ stalled }, `Kafka consumer of ${group} stands still; starting it again`);
      this.#stalls.reset();
      this.#restart();
    } catch {
      // A broker that does not answer is no stall.
      this.#stalls.reset();
    }
  }

  #isClosed(): boolean {
    return this.#closed;
  }
}
