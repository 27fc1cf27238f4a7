import type { StageName } from '#shared/service/stage.ts';
import type { Stream } from '#shared/stream/port.ts';
import { DEAD_LETTERS, innerTopics, isFeedTopic } from '#shared/stream/topics.ts';

/** What alerting asks the stream. */
export type AskedStream = Pick<Stream, 'topics' | 'written' | 'lag'>;

/** What the stream looks like at one moment. */
export interface Sample {
  /** Milliseconds UTC. */
  readonly at: number;
  /** Records ever written, by topic: every feed, the inner topics of the live lane, and dead letters. */
  readonly written: ReadonlyMap<string, number>;
  /** Records of the live lane that wait before each stage. */
  readonly waiting: Readonly<Record<StageName, number>>;
}

/**
 * Asks the stream what has been written to it and what waits in it, as groups of this prefix have read it.
 *
 * @throws TonewatchError KAFKA_UNREACHABLE, KAFKA_REFUSED, STREAM_CLOSED; STREAM_TOPIC_UNKNOWN for a topic just deleted
 */
export async function sample(stream: AskedStream, groupPrefix: string, now: number): Promise<Sample> {
  const there = await stream.topics();
  const feeds = there.filter(isFeedTopic);
  const topics = [...feeds, ...innerTopics, DEAD_LETTERS];
  const lagBefore = async (stage: StageName, topic: string): Promise<number> =>
    there.includes(topic) ? stream.lag(`${groupPrefix}.${stage}.live`, topic) : 0;
  const [written, ingest, clean, score, sink] = await Promise.all([
    Promise.all(topics.map(async (topic) => [topic, await stream.written(topic)] as const)),
    Promise.all(feeds.map((feed) => lagBefore('ingest', feed))),
    lagBefore('clean', 'posts'),
    lagBefore('score', 'cleaned'),
    lagBefore('sink', 'mentions'),
  ]);
  const waiting = { ingest: ingest.reduce((sum, lag) => sum + lag, 0), clean, score, sink };
  return { at: now, written: new Map(written), waiting };
}
