import { crc32 } from 'node:zlib';
import { TonewatchError } from '../../errors/tonewatch-error.ts';
import type { OutgoingRecord, StreamRecord } from '../port.ts';

/**
 * The format of a log: frames, one after another, each with some records that were sent together. Little endian.
 *
 *   bytes of the body  u32 ┐
 *   CRC-32 of the rest u32 │ 28 bytes of header; the CRC covers everything after itself
 *   first offset       f64 │
 *   timestamp, ms      f64 │
 *   number of records  u32 ┘
 *   each record: bytes of the key i32 (−1: no key), bytes of the value u32, key, value
 */
export const HEADER_BYTES = 28;
const FRAME_BYTES = 256 * 1024;
const KEEP_BYTES = 4 * FRAME_BYTES;

let scratch = Buffer.allocUnsafeSlow(KEEP_BYTES);

function grownTo(bytes: number): void {
  const larger = Buffer.allocUnsafeSlow(Math.max(bytes, scratch.length * 2));
  scratch.copy(larger);
  scratch = larger;
}

function sealFrame(start: number, end: number, offset: number, timestamp: number, count: number): void {
  scratch.writeUInt32LE(end - start - HEADER_BYTES, start);
  scratch.writeDoubleLE(offset, start + 8);
  scratch.writeDoubleLE(timestamp, start + 16);
  scratch.writeUInt32LE(count, start + 24);
  scratch.writeUInt32LE(crc32(scratch.subarray(start + 8, end)), start + 4);
}

/** The frames of these records. The bytes are valid until the next call: write them at once. */
export function encodeFrames(records: readonly OutgoingRecord[], offset: number, timestamp: number): Buffer {
  if (scratch.length > KEEP_BYTES) scratch = Buffer.allocUnsafeSlow(KEEP_BYTES);
  let frame = 0;
  let at = HEADER_BYTES;
  let count = 0;
  let first = offset;
  for (const { key, value } of records) {
    const keyBytes = key === null ? -1 : Buffer.byteLength(key);
    const needed = 8 + Math.max(keyBytes, 0) + value.length;
    if (count > 0 && at + needed - frame > FRAME_BYTES) {
      sealFrame(frame, at, first, timestamp, count);
      first += count;
      count = 0;
      frame = at;
      at += HEADER_BYTES;
    }
    if (at + needed + HEADER_BYTES > scratch.length) grownTo(at + needed + HEADER_BYTES);
    at = scratch.writeInt32LE(keyBytes, at);
    at = scratch.writeUInt32LE(value.length, at);
    if (key !== null) at += scratch.write(key, at, 'utf8');
    scratch.set(value, at);
    at += value.length;
    count++;
  }
  sealFrame(frame, at, first, timestamp, count);
  return scratch.subarray(0, at);
}

export interface FrameHeader {
  /** Bytes of the whole frame, header included. */
  readonly bytes: number;
  readonly offset: number;
  readonly timestamp: number;
  readonly count: number;
}

/** The header at `at`, or null when fewer bytes than a header are left. */
export function readHeader(buffer: Buffer, at: number): FrameHeader | null {
  if (buffer.length - at < HEADER_BYTES) return null;
  return {
    bytes: buffer.readUInt32LE(at) + HEADER_BYTES,
    offset: buffer.readDoubleLE(at + 8),
    timestamp: buffer.readDoubleLE(at + 16),
    count: buffer.readUInt32LE(at + 24),
  };
}

/** Whether the frame at `at`, which must be there completely, is what was written. */
export function isIntact(buffer: Buffer, at: number, header: FrameHeader): boolean {
  return crc32(buffer.subarray(at + 8, at + header.bytes)) === buffer.readUInt32LE(at + 4);
}

/** Takes the records of one frame out of a buffer, one after another. */
export class FrameCursor {
  readonly #topic: string;
  readonly #partition: number;
  #buffer: Buffer = Buffer.alloc(0);
  #at = 0;
  #timestamp = 0;
  #offset = 0;
  #left = 0;

  constructor(topic: string, partition: number) {
    this.#topic = topic;
    this.#partition = partition;
  }

  get left(): number {
    return this.#left;
  }

  /** Starts on the frame at `at`. @throws TonewatchError STREAM_DAMAGED when it is not what was written. */
  start(buffer: Buffer, at: number, header: FrameHeader): void {
    if (!isIntact(buffer, at, header)) {
      const where = `${this.#topic}/${this.#partition} at offset ${header.offset}`;
      throw new TonewatchError('STREAM_DAMAGED', `the log of ${where} fails its checksum`);
    }
    this.#buffer = buffer;
    this.#at = at + HEADER_BYTES;
    this.#timestamp = header.timestamp;
    this.#offset = header.offset;
    this.#left = header.count;
  }

  skip(): void {
    const keyBytes = Math.max(this.#buffer.readInt32LE(this.#at), 0);
    this.#at += 8 + keyBytes + this.#buffer.readUInt32LE(this.#at + 4);
    this.#offset++;
    this.#left--;
  }

  next(): StreamRecord {
    const buffer = this.#buffer;
    const keyBytes = buffer.readInt32LE(this.#at);
    const keyEnd = this.#at + 8 + Math.max(keyBytes, 0);
    const end = keyEnd + buffer.readUInt32LE(this.#at + 4);
    const record: StreamRecord = {
      topic: this.#topic,
      partition: this.#partition,
      offset: this.#offset,
      key: keyBytes < 0 ? null : buffer.toString('utf8', this.#at + 8, keyEnd),
      value: buffer.subarray(keyEnd, end),
      timestamp: this.#timestamp,
    };
    this.#at = end;
    this.#offset++;
    this.#left--;
    return record;
  }
}
