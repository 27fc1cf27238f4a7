import { randomUUID } from 'node:crypto';
import { openChannel } from '../channels/open-channel.ts';
import type { Surroundings } from '../channels/surroundings.ts';
import { sampleMessage } from './sample-message.ts';
import type { StoredChannel } from './stored-channels.ts';

/** Longer than any channel waits for the other side. */
const LIMIT_MS = 60_000;

/**
 * Sends a sample message to a channel, at once, whatever its quiet hours and cap are. Resolves when the other side has taken it.
 *
 * @throws TonewatchError NOTIFICATION_FAILED, NOTIFICATION_REFUSED
 */
export async function tryChannel(settings: StoredChannel, surroundings: Surroundings): Promise<void> {
  const channel = openChannel(settings, surroundings);
  try {
    await channel.deliver({
      key: randomUUID(),
      facts: sampleMessage(Date.now()),
      attempts: 0,
      timeZone: settings.timeZone,
      signal: AbortSignal.timeout(LIMIT_MS),
    });
  } finally {
    await channel.close();
  }
}
