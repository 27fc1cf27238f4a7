import { messageOf, TonewatchError } from '../../errors/tonewatch-error.ts';

/** Errors of a member whose group is forming anew, or that was put out of it: joining again mends them. */
const REJOIN = new Set([
  'REBALANCE_IN_PROGRESS',
  'ILLEGAL_GENERATION',
  'UNKNOWN_MEMBER_ID',
  'NOT_COORDINATOR_FOR_GROUP',
  'GROUP_COORDINATOR_NOT_AVAILABLE',
  'GROUP_LOAD_IN_PROGRESS',
]);
const TOO_LARGE = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE']);

interface KafkaError extends Error {
  readonly type?: string;
  readonly retriable?: boolean;
}

/** kafkajs wraps the error that came first, any number of times. */
function firstCause(error: unknown): KafkaError | null {
  let found: KafkaError | null = error instanceof Error ? error : null;
  while (found?.cause instanceof Error) found = found.cause;
  return found;
}

export const needsRejoin = (error: unknown): boolean => REJOIN.has(firstCause(error)?.type ?? '');

/** What kafkajs threw, as an error of the catalogue. */
export function toTonewatchError(error: unknown, doing: string): TonewatchError {
  if (error instanceof TonewatchError) return error;
  const { type = '', name = '', retriable } = firstCause(error) ?? {};
  const text = `${doing}: ${messageOf(firstCause(error) ?? error)}`;
  const options = { cause: error };
  if (type === 'UNKNOWN_TOPIC_OR_PARTITION') return new TonewatchError('STREAM_TOPIC_UNKNOWN', text, options);
  if (TOO_LARGE.has(type)) return new TonewatchError('STREAM_RECORD_TOO_LARGE', text, options);
  const unreachable = type === '' ? name.startsWith('KafkaJS') : retriable === true;
  return new TonewatchError(unreachable ? 'KAFKA_UNREACHABLE' : 'KAFKA_REFUSED', text, options);
}
