import { setTimeout as delay } from 'node:timers/promises';
import type { OutgoingRecord, Producer } from '#shared/stream/port.ts';

/** Payloads on their way into a feed topic, in batches. A source resumes after a batch only when it has been stored. */
export type FeedSource = AsyncIterable<readonly OutgoingRecord[]>;

export interface PlayOptions {
  readonly signal: AbortSignal;
  /** Payloads a second at most; undefined: as fast as the stream takes them. */
  readonly rate?: number | undefined;
  /** Called with the number of payloads that have just been stored. */
  readonly onSent: (count: number) => void;
}

/**
 * Sends every batch of the source, one after the other: the producer waits while the topic is full, and so does the
 * source. Returns when the source ends or the signal aborts; a batch that was begun is finished.
 */
export async function play(
  producer: Producer,
  topic: string,
  source: FeedSource,
  options: PlayOptions,
): Promise<void> {
  const startedAt = performance.now();
  const { rate } = options;
  const atOnce = rate === undefined ? Number.MAX_SAFE_INTEGER : Math.ceil(rate / 10);
  let sent = 0;
  for await (const batch of source) {
    for (let start = 0; start < batch.length; start += atOnce) {
      if (options.signal.aborted) return;
      const slice = batch.slice(start, start + atOnce);
      await producer.send(topic, slice);
      sent += slice.length;
      options.onSent(slice.length);
      if (rate !== undefined)
        await wait(startedAt + (sent / rate) * 1000 - performance.now(), options.signal);
    }
  }
}

/** Waits so many milliseconds, or less when the signal aborts. */
export async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds <= 0 || signal.aborted) return;
  await delay(milliseconds, undefined, { signal }).catch(() => undefined);
}
