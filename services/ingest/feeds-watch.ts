import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Config } from '#shared/config/schema.ts';
import { messageOf } from '#shared/errors/tonewatch-error.ts';
import type { Stream } from '#shared/stream/port.ts';
import { feedOf, isFeedTopic } from '#shared/stream/topics.ts';

const LOOK_EVERY_MS = 2_000;

/** The feeds that there were when the watch began, and a signal that is aborted when they have changed. */
export interface WatchedFeeds {
  /** Names of feeds, sorted; at least one, unless the process is stopping. */
  readonly names: readonly string[];
  readonly outdated: AbortSignal;
  close(): void;
}

interface Watch {
  readonly config: Config;
  readonly stream: Stream;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/** Waits for the first feed, if there is none; then goes on looking for others until it is closed. */
export async function watchFeeds({ config, stream, log, signal }: Watch): Promise<WatchedFeeds> {
  const find = async (): Promise<string[]> => {
    const topics = (await stream.topics()).filter(isFeedTopic).map(feedOf);
    return [...new Set([...Object.keys(config.feeds), ...topics])].sort();
  };
  let names = await find();
  if (names.length === 0) log.info('no feed is configured and there is no topic feeds.*: waiting for one');
  while (names.length === 0 && !signal.aborted) {
    await pause(signal);
    names = await find();
  }
  const closed = new AbortController();
  const outdated = new AbortController();
  void look();
  return { names, outdated: outdated.signal, close: () => closed.abort() };

  async function look(): Promise<void> {
    while (!outdated.signal.aborted) {
      await pause(closed.signal);
      if (closed.signal.aborted) return;
      try {
        const found = await find();
        if (found.join(' ') === names.join(' ')) continue;
        log.info({ feeds: found }, 'feeds have changed');
        outdated.abort();
      } catch (error) {
        log.debug({ reason: messageOf(error) }, 'could not look for new feeds');
      }
    }
  }
}

const pause = (signal: AbortSignal): Promise<void> =>
  wait(LOOK_EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
