import { deadLetterCodec, type DeadLetter } from '../avro/dead-letter.ts';
import { messageOf, type TonewatchError } from '../errors/tonewatch-error.ts';
import type { OutgoingRecord, StreamRecord } from '../stream/port.ts';
import type { StageName } from './stage.ts';

/** The dead letter of a record: where it came from, why it failed, and its bytes as they came. */
export function deadLetterOf(
  stage: StageName,
  { topic, partition, offset, key, value }: StreamRecord,
  error: TonewatchError,
  failedAt: number,
): DeadLetter {
  return {
    stage,
    code: error.code,
    message: messageOf(error),
    topic,
    partition,
    offset,
    key,
    value,
    failedAt,
  };
}

/** Keyed as the record was, so that the dead letters of one post keep their order. */
export const encodeDeadLetter = (letter: DeadLetter): OutgoingRecord => ({
  key: letter.key,
  value: deadLetterCodec.encode(letter),
});
