import { messageOf, TonewatchError } from '../errors/tonewatch-error.ts';

const conflicts = new Set(['40001', '40P01', '55P03']);
/** Connection exceptions, wrong credentials, no such database, too many connections, shutting down or starting up. */
const unreachable = /^(?:08|28|3D000|53300|57P0)/u;
/** Data exceptions, violated constraints, and values beyond a limit of PostgreSQL (such as an id too long for an index). */
const rejected = /^(?:22|23|54)/u;
const network = /^(?:ECONN|ENOTFOUND|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|EAI_)/u;
/** node-postgres raises these without a code. */
const lost =
  /connection terminated|timeout exceeded when trying to connect|query read timeout|connection error/iu;

/**
 * The TonewatchError for anything that node-postgres throws: DATABASE_CONFLICT and DATABASE_UNREACHABLE (transient),
 * DATABASE_REJECTED for values that PostgreSQL refuses (permanent), DATABASE_FAILED for the rest (transient, because no
 * record is to blame for it).
 */
export function databaseError(error: unknown): TonewatchError {
  if (error instanceof TonewatchError) return error;
  const code = codeOf(error);
  const message = messageOf(error) || code;
  if (conflicts.has(code)) return new TonewatchError('DATABASE_CONFLICT', message, { cause: error });
  if (unreachable.test(code) || network.test(code) || (code === '' && lost.test(message))) {
    return new TonewatchError('DATABASE_UNREACHABLE', message, { cause: error });
  }
  // A row for which somebody has removed the partition: it can be made again.
  const withoutPartition = code === '23514' && propertyOf(error, 'constraint') === '';
  if (rejected.test(code) && !withoutPartition) {
    return new TonewatchError('DATABASE_REJECTED', message, { cause: error });
  }
  return new TonewatchError('DATABASE_FAILED', message, { cause: error });
}

/** SQLSTATE, or Node's code of a network error, or ''. An AggregateError (several addresses tried) counts as its first. */
function codeOf(error: unknown): string {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  return propertyOf(error, 'code') || propertyOf(first, 'code');
}

function propertyOf(error: unknown, name: string): string {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
  return typeof value === 'string' ? value : '';
}
