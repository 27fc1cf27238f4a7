import { closeSync, openSync, readSync } from 'node:fs';
import { TonewatchError } from '../../errors/tonewatch-error.ts';
import type { StreamRecord } from '../port.ts';
import { FrameCursor, HEADER_BYTES, readHeader } from './frame.ts';
import type { PartitionLog, Segment } from './partition-log.ts';

const CHUNK_BYTES = 512 * 1024;
const NOTHING = Buffer.alloc(0);

/** Reads one partition in order, by chunks out of the operating system's cache; remembers where it is. */
export class LogReader {
  readonly #log: PartitionLog;
  readonly #cursor: FrameCursor;
  #segment: Segment | null = null;
  #fd = -1;
  /** Where in the segment `#chunk` begins. */
  #chunkAt = 0;
  #chunk: Buffer = NOTHING;
  /** The next frame's place in `#chunk`. */
  #at = 0;
  #offset: number;

  constructor(log: PartitionLog, topic: string, partition: number, offset: number) {
    this.#log = log;
    this.#cursor = new FrameCursor(topic, partition);
    this.#offset = Math.max(offset, log.start);
  }

  /** Offset of the next record that take() gives. */
  get offset(): number {
    return this.#offset;
  }

  get available(): number {
    return this.#log.end - this.#offset;
  }

  /**
   * Appends the next records to `into`, until `maxRecords` or about `maxBytes`, or until there are no more. Answers
   * the bytes taken.
   */
  take(into: StreamRecord[], maxRecords: number, maxBytes: number): number {
    const until = Math.min(this.#log.end, this.#offset + maxRecords);
    let bytes = 0;
    while (this.#offset < until && bytes < maxBytes) {
      if (this.#cursor.left === 0) this.#nextFrame();
      let count = Math.min(this.#cursor.left, until - this.#offset);
      for (; count > 0 && bytes < maxBytes; count--) {
        const record = this.#cursor.next();
        bytes += record.value?.length ?? 0;
        into.push(record);
        this.#offset++;
      }
    }
    return bytes;
  }

  close(): void {
    if (this.#fd >= 0) closeSync(this.#fd);
    this.#fd = -1;
    this.#chunk = NOTHING;
  }

  /** Moves the cursor to the record at `#offset`, which is there. */
  #nextFrame(): void {
    const segment = this.#log.segmentOf(this.#offset);
    if (segment.base !== this.#segment?.base) this.#openSegment(segment);
    for (;;) {
      const header = readHeader(this.#chunk, this.#at);
      if (!header || this.#at + header.bytes > this.#chunk.length) {
        this.#load(header?.bytes ?? HEADER_BYTES);
        continue;
      }
      const at = this.#at;
      this.#at += header.bytes;
      if (header.offset + header.count <= this.#offset) continue;
      this.#cursor.start(this.#chunk, at, header);
      for (let behind = this.#offset - header.offset; behind > 0; behind--) this.#cursor.skip();
      return;
    }
  }

  #openSegment(segment: Segment): void {
    this.close();
    this.#fd = openSync(segment.path, 'r');
    this.#segment = segment;
    this.#chunkAt = 0;
    this.#at = 0;
  }

  /** Reads on from the next frame, at least `bytes`. Records given out keep their old chunk alive. */
  #load(bytes: number): void {
    this.#chunkAt += this.#at;
    this.#at = 0;
    const there = (this.#segment?.bytes ?? 0) - this.#chunkAt;
    const chunk = Buffer.allocUnsafeSlow(Math.min(there, Math.max(bytes, CHUNK_BYTES)));
    const length = readSync(this.#fd, chunk, 0, chunk.length, this.#chunkAt);
    if (length < Math.max(bytes, chunk.length)) {
      throw new TonewatchError(
        'STREAM_DAMAGED',
        `${this.#segment?.path ?? 'a segment'} is shorter than it was`,
      );
    }
    this.#chunk = chunk;
  }
}
