import { createHash } from 'node:crypto';

const FIRST_MS = 1_000;
/** Also what a message waits that was refused: somebody may correct the channel. */
export const LONGEST_MS = 300_000;
const JITTER = 0.2;

/**
 * Milliseconds from try number `attempt` (from 1) of a notification to the next: a second, doubling up to 5 minutes, each ± 20 %
 * so that messages that failed together do not come back together. The same for the same notification and try.
 */
export function backoffMs(id: string, attempt: number): number {
  const wait = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1));
  const chance = createHash('sha256').update(`${id}:${attempt}`).digest().readUInt32BE() / 0xffffffff;
  return Math.round(wait * (1 + JITTER * (2 * chance - 1)));
}
