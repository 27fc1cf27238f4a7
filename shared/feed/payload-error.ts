import { TonewatchError } from '../errors/tonewatch-error.ts';

const SHOWN = 40;

/** The error of a payload that has no such field, or one that is not as expected. */
export function payloadInvalid(field: string, expected: string, value?: unknown): TonewatchError {
  return new TonewatchError('PAYLOAD_INVALID', `${field}: expected ${expected}, got ${shown(value)}`);
}

/** A value in few words; never a whole post. */
function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') return 'an object';
  if (typeof value !== 'string') return JSON.stringify(value);
  return JSON.stringify(value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value);
}
