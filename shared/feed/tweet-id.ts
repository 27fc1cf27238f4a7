const FIRST_TIMED_ID = 29_700_000_000n;
const EPOCH = 1_288_834_974_657n;
const numeric = /^\d{1,19}$/u;

/**
 * Milliseconds UTC at which a tweet was written, from its id: since November 2010 the bits above the lowest 22 count
 * milliseconds from EPOCH. `undefined` for older ids and for what is none.
 */
export function tweetTime(id: unknown): number | undefined {
  if (typeof id !== 'string' || !numeric.test(id)) return undefined;
  const bits = BigInt(id);
  return bits > FIRST_TIMED_ID ? Number((bits >> 22n) + EPOCH) : undefined;
}

/** The versions of an edited tweet: each edit gets an id of its own, and the first one stays the tweet's identity. */
export interface EditHistory {
  readonly first: string;
  /** Milliseconds UTC; `undefined` when the first id has no time in it. */
  readonly postedAt: number | undefined;
}

/** `undefined` for a tweet that was never edited. */
export function editHistory(ids: unknown): EditHistory | undefined {
  if (!Array.isArray(ids) || ids.length < 2) return undefined;
  const first: unknown = ids[0];
  return typeof first === 'string' ? { first, postedAt: tweetTime(first) } : undefined;
}

/** Where a tweet can be seen. Without the author, who may be known to the database only as a hash. */
export const tweetUrl = (id: unknown): string | undefined =>
  typeof id !== 'string' ? undefined : `https://x.com/i/status/${id}`;
