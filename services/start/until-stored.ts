import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from '#shared/config/schema.ts';
import type { StageName } from '#shared/service/stage.ts';
import type { Stream } from '#shared/stream/port.ts';
import { feedTopic } from '#shared/stream/topics.ts';

export type Lag = Readonly<Record<StageName, number>>;

const POLL_MS = 50;

/** Records of the live lane that wait before each stage, when this feed is what flows in. */
export async function lagOf(stream: Stream, config: Config, feed: string): Promise<Lag> {
  const [ingest, clean, score, sink] = await Promise.all([
    lagBefore('ingest', feedTopic(feed)),
    lagBefore('clean', 'posts'),
    lagBefore('score', 'cleaned'),
    lagBefore('sink', 'mentions'),
  ]);
  return { ingest, clean, score, sink };

  function lagBefore(stage: StageName, topic: string): Promise<number> {
    return stream.lag(groupOf(config, stage), topic);
  }
}

/**
 * Waits until every record of the feed has been stored or dead-lettered: stage by stage in the order of the flow, since
 * a stage commits only what the next one has got. Returns early when the signal aborts.
 */
export async function untilStored(
  stream: Stream,
  config: Config,
  feed: string,
  signal: AbortSignal,
): Promise<void> {
  const hops: readonly (readonly [StageName, string])[] = [
    ['ingest', feedTopic(feed)],
    ['clean', 'posts'],
    ['score', 'cleaned'],
    ['sink', 'mentions'],
  ];
  for (const [stage, topic] of hops) {
    await until(async () => (await stream.lag(groupOf(config, stage), topic)) === 0, signal);
  }
}

/** Asks until the answer is yes, or the signal aborts. */
export async function until(condition: () => Promise<boolean>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && !(await condition())) {
    await delay(POLL_MS, undefined, { signal }).catch(() => undefined);
  }
}

const groupOf = (config: Config, stage: StageName): string => `${config.kafka.groupPrefix}.${stage}.live`;
