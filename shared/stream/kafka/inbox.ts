import type { PollOptions, StreamRecord } from '../port.ts';

/** kafkajs is not let on while so much waits to be polled. */
const ROOM_RECORDS = 10_000;
const ROOM_BYTES = 8 * 1024 * 1024;
/**
 * One poll takes about this much at most, however many records were asked for: while a stage computes, nothing tells the
 * group that this member is alive, and hostile texts of the longest kind cost 0.4 s a MiB.
 */
const POLL_BYTES = 4 * 1024 * 1024;

const bytesOf = (record: StreamRecord): number => record.value?.length ?? 0;

/** Fetched records on their way from kafkajs, which pushes, to poll(), which pulls. */
export class Inbox {
  /** `#records[#first]` is the next to be taken. */
  #records: StreamRecord[] = [];
  #first = 0;
  #bytes = 0;
  #closed = false;
  #wanted = 0;
  #wakePoll: (() => void) | null = null;
  readonly #wakeFetch = new Set<() => void>();

  get size(): number {
    return this.#records.length - this.#first;
  }

  get hasRoom(): boolean {
    return this.#closed || (this.size < ROOM_RECORDS && this.#bytes < ROOM_BYTES);
  }

  add(records: readonly StreamRecord[]): void {
    if (this.#closed) return;
    for (const record of records) {
      this.#records.push(record);
      this.#bytes += bytesOf(record);
    }
    if (this.size >= this.#wanted) this.#wakePoll?.();
  }

  async take({ maxRecords, waitMs, lingerMs }: PollOptions): Promise<StreamRecord[]> {
    await this.#filled(1, waitMs);
    if (lingerMs > 0 && this.size > 0) await this.#filled(maxRecords, lingerMs);
    let bytes = 0;
    let end = this.#first;
    for (; end < this.#records.length && end - this.#first < maxRecords && bytes < POLL_BYTES; end++) {
      bytes += bytesOf(this.#records[end] as StreamRecord);
    }
    const taken = this.#records.slice(this.#first, end);
    this.#first = end;
    this.#bytes -= bytes;
    if (this.#first > this.#records.length / 2) this.#keep(this.#records.slice(this.#first));
    this.#letFetchOn();
    return taken;
  }

  /** Throws away what nobody is to poll any more. */
  retain(wanted: (record: StreamRecord) => boolean): void {
    this.#keep(this.#records.slice(this.#first).filter(wanted));
    this.#letFetchOn();
  }

  /** Resolves when there is room, or after `ms`. */
  room(ms: number): Promise<void> {
    if (this.hasRoom) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#wakeFetch.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#wakeFetch.add(done);
    });
  }

  /** Ends every wait; nothing more comes in or out. */
  close(): void {
    this.#closed = true;
    this.#keep([]);
    this.#wakePoll?.();
    this.#letFetchOn();
  }

  #keep(records: StreamRecord[]): void {
    this.#records = records;
    this.#first = 0;
    this.#bytes = records.reduce((sum, record) => sum + bytesOf(record), 0);
  }

  #letFetchOn(): void {
    if (this.hasRoom) for (const wake of [...this.#wakeFetch]) wake();
  }

  #filled(records: number, ms: number): Promise<void> | undefined {
    if (this.#closed || ms <= 0 || this.size >= records) return undefined;
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#wakePoll = null;
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#wanted = records;
      this.#wakePoll = done;
    });
  }
}
