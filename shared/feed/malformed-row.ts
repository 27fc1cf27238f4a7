import { TonewatchError } from '../errors/tonewatch-error.ts';
import type { JsonObject } from './feed-post.ts';

const REASON = 'tonewatch:malformedRow';

/** The payload for a row of a table that cannot be made a post of: the row as it stands, and why. */
export const malformedRow = (reason: string, row: string): string =>
  JSON.stringify({ [REASON]: reason, row });

/** Throws PAYLOAD_INVALID with the reason when the payload is such a row. */
export function refuseMalformedRow(payload: JsonObject): void {
  const reason = payload[REASON];
  if (typeof reason === 'string') throw new TonewatchError('PAYLOAD_INVALID', reason);
}
