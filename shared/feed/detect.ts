import type { JsonObject } from './feed-post.ts';
import { isXV1 } from './x-v1.ts';
import { isXV2 } from './x-v2.ts';

export type JsonFormat = 'json' | 'x-v1.1' | 'x-v2';

/** Which format a JSON payload has, by the fields that only one of them has. */
export function detectJsonFormat(payload: JsonObject): JsonFormat {
  // Plain JSON is the only one with postedAt: what has it may call its other fields as it likes.
  if (Object.hasOwn(payload, 'postedAt')) return 'json';
  if (isXV1(payload)) return 'x-v1.1';
  return isXV2(payload) ? 'x-v2' : 'json';
}
