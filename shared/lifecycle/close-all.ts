import type { Logger } from 'pino';
import { messageOf } from '../errors/tonewatch-error.ts';
import { unlessStopped } from '../service/stopping.ts';

const CLOSE_MS = 900;

/**
 * Closes one after the other. What fails or takes longer than `closeMs` (a broker that is gone) is named and left behind.
 */
export async function closeAll(
  things: readonly { close(): Promise<void> }[],
  log: Logger,
  closeMs = CLOSE_MS,
): Promise<void> {
  for (const thing of things) {
    const closed = thing.close().then(() => null, messageOf);
    const reason = await unlessStopped(closed, {
      signal: AbortSignal.abort(),
      graceMs: closeMs,
      instead: `took longer than ${closeMs} ms`,
    });
    if (reason !== null) log.warn({ reason }, 'did not close cleanly');
  }
}
