import { deadLetterCodec, type DeadLetter } from '../avro/dead-letter.ts';
import { messageOf, type TonewatchError } from '../errors/tonewatch-error.ts';
import type { OutgoingRecord, StreamRecord } from '../stream/port.ts';
import type { StageName } from './stage.ts';

/** Brokers take 1 MiB, with what Kafka itself adds, unless they are configured otherwise. */
export const MAX_RECORD_BYTES = 1_000_000;
const NOTE_BYTES = 100;
/** Keys of ours are shorter (a post id); a key may be as large as a record, and messages may quote what they like. */
const MAX_KEY = 1_000;
const MAX_MESSAGE = 2_000;

/**
 * The dead letter of a record: where it came from, why it failed, and its bytes as they came. Of a key or a message that
 * is beyond measure the beginning is kept.
 */
export function deadLetterOf(
  stage: StageName,
  { topic, partition, offset, key, value }: StreamRecord,
  error: TonewatchError,
  failedAt: number,
): DeadLetter {
  return {
    stage,
    code: error.code,
    message: messageOf(error).slice(0, MAX_MESSAGE),
    topic,
    partition,
    offset,
    key: key && key.slice(0, MAX_KEY),
    value,
    failedAt,
  };
}

/**
 * Keyed as the record was, so that the dead letters of one post keep their order. Of a record that would make the
 * letter too large for the stream, the beginning is kept; its origin says where the whole is.
 */
export function encodeDeadLetter(letter: DeadLetter): OutgoingRecord {
  const value = deadLetterCodec.encode(letter);
  if (value.length <= MAX_RECORD_BYTES || letter.value === null) return { key: letter.key, value };
  const kept = letter.value.subarray(0, letter.value.length - (value.length - MAX_RECORD_BYTES) - NOTE_BYTES);
  const message = `${letter.message} (the first ${kept.length} of ${letter.value.length} bytes are kept)`;
  return { key: letter.key, value: deadLetterCodec.encode({ ...letter, message, value: kept }) };
}
