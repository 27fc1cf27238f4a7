import type { Message } from 'kafkajs';

/**
 * Bytes of a record batch, version 2 ("Record Batch" in the Kafka protocol): uncompressed, without headers, outside
 * transactions, all records with the time of the batch.
 */

/** Computes CRC-32C. */
export type Checksum = (bytes: Buffer) => number;

/** Base offset and length, before what the length counts. */
const PREFIX = 12;
/** Epoch of the leader, version, checksum; then all that the checksum covers up to the records. */
const CHECKSUM_AT = PREFIX + 5;
const CHECKED_FROM = CHECKSUM_AT + 4;
const HEADER = CHECKED_FROM + 40;

export function recordBatchBytes(messages: readonly Message[]): number {
  let bytes = HEADER;
  for (let at = 0; at < messages.length; at += 1) {
    const body = recordBytes(messages[at] as Message, at);
    bytes += varintBytes(body) + body;
  }
  return bytes;
}

/** Writes the batch; answers the position behind it. */
export function writeRecordBatch(
  bytes: Buffer,
  from: number,
  messages: readonly Message[],
  checksum: Checksum,
): number {
  const now = BigInt(Date.now());
  let at = from + HEADER;
  for (let index = 0; index < messages.length; index += 1) {
    at = writeRecord(bytes, at, messages[index] as Message, index);
  }
  bytes.fill(0, from, from + HEADER);
  bytes.writeInt32BE(at - from - PREFIX, from + 8);
  bytes[from + 16] = 2;
  let next = bytes.writeInt32BE(messages.length - 1, from + CHECKED_FROM + 2);
  next = bytes.writeBigInt64BE(now, next);
  next = bytes.writeBigInt64BE(now, next);
  // No producer id; its epoch and sequence number stay 0.
  next = bytes.writeBigInt64BE(-1n, next);
  bytes.writeInt32BE(messages.length, next + 6);
  bytes.writeUInt32BE(checksum(bytes.subarray(from + CHECKED_FROM, at)), from + CHECKSUM_AT);
  return at;
}

/** Size of a record without the length that it begins with. */
function recordBytes({ key, value }: Message, index: number): number {
  // One byte each for attributes, the time's distance and the number of headers, all 0.
  return 3 + varintBytes(index) + sizedBytes(key) + sizedBytes(value);
}

function sizedBytes(data: Buffer | string | null | undefined): number {
  if (data === null || data === undefined) return 1;
  const size = Buffer.byteLength(data);
  return varintBytes(size) + size;
}

function writeRecord(bytes: Buffer, from: number, message: Message, index: number): number {
  let at = writeVarint(bytes, from, recordBytes(message, index));
  bytes[at++] = 0;
  bytes[at++] = 0;
  at = writeVarint(bytes, at, index);
  at = writeSized(bytes, at, message.key);
  at = writeSized(bytes, at, message.value);
  bytes[at++] = 0;
  return at;
}

function writeSized(bytes: Buffer, from: number, data: Buffer | string | null | undefined): number {
  if (data === null || data === undefined) {
    bytes[from] = 1; // −1, zig-zag
    return from + 1;
  }
  const size = Buffer.byteLength(data);
  const at = writeVarint(bytes, from, size);
  if (typeof data === 'string') bytes.write(data, at);
  else bytes.set(data, at);
  return at + size;
}

/** Bytes of a number from 0 to 2^30 as a zig-zag varint. */
function varintBytes(value: number): number {
  let bytes = 1;
  for (let rest = value >>> 6; rest > 0; rest >>>= 7) bytes += 1;
  return bytes;
}

function writeVarint(bytes: Buffer, from: number, value: number): number {
  let at = from;
  let rest = value << 1;
  for (; rest >= 0x80; rest >>>= 7) bytes[at++] = (rest & 0x7f) | 0x80;
  bytes[at++] = rest;
  return at;
}
