import { join } from 'node:path';
import type { OutgoingRecord } from '#shared/stream/port.ts';
import { feedTopic } from '#shared/stream/topics.ts';
import { play, wait } from '../play.ts';
import type { Player, PlayerProgress } from '../player.ts';
import { payloadsOfMinute } from './minute.ts';
import { loadPosition, savePosition, type SamplePosition } from './position.ts';
import { STORY } from './rhythm.ts';

export interface SamplePlayerOptions {
  /** Its position is kept here, so that it goes on where it was. */
  readonly dataDir: string;
  /** How many times faster than the clock event time passes until both agree; undefined: they agree after 2.5 minutes. */
  readonly speed?: number | undefined;
  /** End after the three days, which are then played as fast as the stream takes them. */
  readonly storyOnly: boolean;
}

const MINUTE = 60_000;
const SEED = 20_26;
const CATCH_UP_MS = 150_000;
const SAVE_EVERY_MS = 500;
/** Minutes in a batch when nobody waits for the clock. */
const STRIDE = 60;

/**
 * The sample feed: posts about five made-up products, three days that end at the moment of the first run, with a
 * launch, a crisis, edits, deletions and other languages in them, and then on in real time. Played at least once:
 * minutes whose position was not stored come again, as the same posts.
 */
export async function openSamplePlayer(options: SamplePlayerOptions): Promise<Player> {
  const file = join(options.dataDir, 'sample-feed.json');
  const position = (await loadPosition(file)) ?? newFeed(Date.now());
  const progress: PlayerProgress = { sent: 0, eventTime: timeOf(position, position.minute), speed: null };
  return {
    feed: 'sample',
    format: 'json',
    progress,
    async play(producer, signal) {
      const ends = options.storyOnly
        ? storyMinutes(position)
        : minutes(position, progress, options.speed, signal);
      const source = payloads(position, progress, ends, file);
      await play(producer, feedTopic('sample'), source, {
        signal,
        onSent: (count) => (progress.sent += count),
      });
      await savePosition(file, position);
    },
  };
}

const newFeed = (now: number): SamplePosition => ({
  seed: SEED,
  startedAt: (Math.floor(now / MINUTE) - STORY) * MINUTE,
  minute: 0,
});

const timeOf = (position: SamplePosition, minute: number): number => position.startedAt + minute * MINUTE;

/** The payloads from the position on up to each of `ends`; the position follows what has been stored. */
async function* payloads(
  position: SamplePosition,
  progress: PlayerProgress,
  ends: AsyncIterable<number> | Iterable<number>,
  file: string,
): AsyncGenerator<OutgoingRecord[]> {
  let savedAt = performance.now();
  // A new feed is dated before its first post, so that a crash cannot date it twice.
  await savePosition(file, position);
  for await (const end of ends) {
    const batch: OutgoingRecord[] = [];
    for (let minute = position.minute; minute < end; minute += 1)
      batch.push(...payloadsOfMinute(position, minute));
    progress.eventTime = timeOf(position, end);
    yield batch;
    position.minute = end;
    if (performance.now() - savedAt > SAVE_EVERY_MS) {
      await savePosition(file, position);
      savedAt = performance.now();
    }
  }
}

function* storyMinutes(position: SamplePosition): Generator<number> {
  while (position.minute < STORY) yield Math.min(position.minute + STRIDE, STORY);
}

/** One minute after the other, each when it is over by the feed's own clock: fast up to the present, then with it. */
async function* minutes(
  position: SamplePosition,
  progress: PlayerProgress,
  wantedSpeed: number | undefined,
  signal: AbortSignal,
): AsyncGenerator<number> {
  const begin = performance.now();
  const first = position.minute;
  const speed = wantedSpeed ?? Math.max(1, (Date.now() - timeOf(position, first)) / CATCH_UP_MS);
  while (!signal.aborted) {
    const end = position.minute + 1;
    const untilItsTurn = begin + ((end - first) * MINUTE) / speed - performance.now();
    const untilItIsOver = timeOf(position, end) - Date.now();
    progress.speed = untilItIsOver > 0 ? 1 : speed;
    await wait(Math.max(untilItsTurn, untilItIsOver), signal);
    yield end;
  }
}
