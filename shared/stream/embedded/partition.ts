import type { OutgoingRecord } from '../port.ts';
import { PartitionLog } from './partition-log.ts';

interface Waiting {
  readonly owner: object;
  readonly records: readonly OutgoingRecord[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** One partition: its log, what each group has committed, and the producers that wait for room. */
export class Partition {
  readonly topic: string;
  readonly index: number;
  readonly log: PartitionLog;
  readonly #maxPending: number;
  readonly #committed = new Map<string, number>();
  /** Groups that have had members since the stream was opened. */
  readonly #readers = new Set<string>();
  readonly #waiting: Waiting[] = [];
  readonly #appended: () => void;

  constructor(
    topic: string,
    index: number,
    options: { directory: string; maxPending: number; appended: () => void },
  ) {
    this.topic = topic;
    this.index = index;
    this.log = new PartitionLog(options.directory);
    this.#maxPending = options.maxPending;
    this.#appended = options.appended;
  }

  /** What the group has committed; the oldest record if it never did. */
  committed(group: string): number {
    return Math.max(this.#committed.get(group) ?? 0, this.log.start);
  }

  /** Producers wait for this group from now on. */
  readBy(group: string): void {
    this.#readers.add(group);
    this.#letWaitingGoOn();
  }

  isReadBy(group: string): boolean {
    return this.#committed.has(group);
  }

  /** A position as it was stored; after a power cut it may lie beyond the end. */
  restore(group: string, offset: number): void {
    this.#committed.set(group, Math.min(offset, this.log.end));
  }

  /** Groups never go back. What every group has read is deleted, and producers that waited go on. */
  setCommitted(group: string, offset: number): void {
    this.restore(group, Math.max(this.committed(group), offset));
    this.log.deleteBefore(this.#slowest(this.#committed.keys()));
    this.#letWaitingGoOn();
  }

  /**
   * Appends now, or when the slowest group has come near enough; in the order of the calls. Answers null when it is
   * done already.
   */
  append(records: readonly OutgoingRecord[], owner: object): Promise<void> | null {
    if (this.#waiting.length > 0 || !this.#hasRoom()) {
      return new Promise((resolve, reject) => this.#waiting.push({ owner, records, resolve, reject }));
    }
    this.#write(records);
    return null;
  }

  /** Ends the waiting of one producer, or of all. */
  giveUp(error: unknown, owner?: object): void {
    for (const waiting of this.#waiting.splice(0)) {
      if (owner === undefined || waiting.owner === owner) waiting.reject(error);
      else this.#waiting.push(waiting);
    }
  }

  /**
   * Nobody waits for a group that only once was, such as one of another prefix: it may never come back. What it has not
   * read is kept for it.
   */
  #hasRoom(): boolean {
    const groups = this.#readers.size > 0 ? this.#readers : this.#committed;
    return groups.size === 0 || this.log.end - this.#slowest(groups.keys()) <= this.#maxPending;
  }

  #slowest(groups: Iterable<string>): number {
    let slowest = Infinity;
    for (const group of groups) slowest = Math.min(slowest, this.#committed.get(group) ?? 0);
    return slowest === Infinity ? 0 : slowest;
  }

  #letWaitingGoOn(): void {
    while (this.#waiting.length > 0 && this.#hasRoom()) this.#appendNext();
  }

  #appendNext(): void {
    const next = this.#waiting.shift();
    if (!next) return;
    try {
      this.#write(next.records);
      next.resolve();
    } catch (error) {
      next.reject(error);
    }
  }

  #write(records: readonly OutgoingRecord[]): void {
    this.log.append(records, Date.now());
    this.#appended();
  }
}
