import {
  closeSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { messageOf, TonewatchError } from '../../errors/tonewatch-error.ts';
import type { OutgoingRecord } from '../port.ts';
import { encodeFrames, isIntact, readHeader } from './frame.ts';

const SEGMENT_BYTES = 8 * 1024 * 1024;
const SEGMENT_NAME = /^(\d{16})\.log$/u;

export interface Segment {
  /** Offset of its first record; also its file name. */
  readonly base: number;
  readonly path: string;
  bytes: number;
}

/**
 * The append-only log of one partition: a folder of segment files named after their first offset. A record is stored
 * when write() has returned: it then lives in the operating system and survives the end of this process, however that
 * comes. A frame cut short by that end is taken off when the log is opened again.
 */
export class PartitionLog {
  readonly #directory: string;
  readonly #segments: Segment[] = [];
  /** The last segment, which is written to. */
  #active: Segment;
  #fd: number;
  #end: number;

  constructor(directory: string) {
    this.#directory = directory;
    for (const name of readdirSync(directory).sort()) {
      const base = SEGMENT_NAME.exec(name)?.[1];
      const path = join(directory, name);
      if (base !== undefined) this.#segments.push({ base: Number(base), path, bytes: statSync(path).size });
    }
    this.#active = this.#segments.at(-1) ?? this.#segmentAt(0);
    if (this.#segments.length === 0) this.#segments.push(this.#active);
    this.#fd = openSync(this.#active.path, 'a+');
    const valid = validPart(this.#fd, this.#active.base);
    ftruncateSync(this.#fd, valid.bytes);
    this.#active.bytes = valid.bytes;
    this.#end = valid.end;
  }

  /** Offset of the oldest record there is. */
  get start(): number {
    return this.#segments[0]?.base ?? 0;
  }

  /** Offset that the next record will get. */
  get end(): number {
    return this.#end;
  }

  /** The segment that holds this offset (or the oldest, if that is newer). */
  segmentOf(offset: number): Segment {
    const found = this.#segments.findLast((segment) => segment.base <= offset) ?? this.#segments[0];
    if (!found) throw new TonewatchError('STREAM_CLOSED', `the log ${this.#directory} is closed`);
    return found;
  }

  /** @throws TonewatchError STREAM_WRITE_FAILED; nothing of the batch is stored then. */
  append(records: readonly OutgoingRecord[], timestamp: number): void {
    const bytes = encodeFrames(records, this.#end, timestamp);
    try {
      if (this.#active.bytes >= SEGMENT_BYTES) this.#roll();
      for (let at = 0; at < bytes.length;) at += writeSync(this.#fd, bytes, at);
    } catch (cause) {
      ftruncateSync(this.#fd, this.#active.bytes);
      const text = `cannot write to ${this.#directory}: ${messageOf(cause)}`;
      throw new TonewatchError('STREAM_WRITE_FAILED', text, { cause });
    }
    this.#active.bytes += bytes.length;
    this.#end += records.length;
  }

  /** Deletes the segments that hold only records before this offset. */
  deleteBefore(offset: number): void {
    for (;;) {
      const [oldest, next] = this.#segments;
      if (!oldest || !next || next.base > offset) return;
      unlinkSync(oldest.path);
      this.#segments.shift();
    }
  }

  close(): void {
    closeSync(this.#fd);
    this.#segments.length = 0;
  }

  #segmentAt(base: number): Segment {
    return { base, path: join(this.#directory, `${String(base).padStart(16, '0')}.log`), bytes: 0 };
  }

  /** Goes on in a new segment; where none can be made (the disk is full), nothing has changed. */
  #roll(): void {
    const next = this.#segmentAt(this.#end);
    const fd = openSync(next.path, 'a+');
    closeSync(this.#fd);
    this.#fd = fd;
    this.#active = next;
    this.#segments.push(next);
  }
}

/** How many bytes of a segment are whole frames, and the offset after them. */
function validPart(fd: number, base: number): { bytes: number; end: number } {
  const file = readFileSync(fd);
  let bytes = 0;
  let end = base;
  for (;;) {
    const header = readHeader(file, bytes);
    if (!header || header.offset !== end || bytes + header.bytes > file.length) break;
    if (!isIntact(file, bytes, header)) break;
    bytes += header.bytes;
    end += header.count;
  }
  return { bytes, end };
}
