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
const FAST_TICK_MS = 50;
const LIVE_TICK_MS = 1_000;
/** Event time in a batch when nobody waits for the clock. */
const STRIDE = 60 * MINUTE;

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
      const times = options.storyOnly
        ? storyTimes(position)
        : clockTimes(position, progress, options.speed, signal);
      const source = payloads(position, progress, times, file);
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

/** The payloads from the position on up to each of `times`; the position follows what has been stored. */
async function* payloads(
  position: SamplePosition,
  progress: PlayerProgress,
  times: AsyncIterable<number> | Iterable<number>,
  file: string,
): AsyncGenerator<OutgoingRecord[]> {
  let savedAt = performance.now();
  let from = timeOf(position, position.minute);
  // A new feed is dated before its first post, so that a crash cannot date it twice.
  await savePosition(file, position);
  for await (const to of times) {
    const batch: OutgoingRecord[] = [];
    for (let minute = position.minute; timeOf(position, minute) < to; minute += 1) {
      for (const { time, record } of payloadsOfMinute(position, minute)) {
        if (time >= from && time < to) batch.push(record);
      }
    }
    progress.eventTime = to;
    yield batch;
    from = to;
    position.minute = Math.max(position.minute, Math.floor((to - position.startedAt) / MINUTE));
    if (performance.now() - savedAt > SAVE_EVERY_MS) {
      await savePosition(file, position);
      savedAt = performance.now();
    }
  }
}

function* storyTimes(position: SamplePosition): Generator<number> {
  const end = timeOf(position, STORY);
  for (let time = timeOf(position, position.minute); time < end;) {
    time = Math.min(time + STRIDE, end);
    yield time;
  }
}

/** What the feed's own clock shows: it runs fast until it has caught up with the real one, and then with it. */
async function* clockTimes(
  position: SamplePosition,
  progress: PlayerProgress,
  wantedSpeed: number | undefined,
  signal: AbortSignal,
): AsyncGenerator<number> {
  const begin = performance.now();
  const first = timeOf(position, position.minute);
  const speed = wantedSpeed ?? Math.max(1, (Date.now() - first) / CATCH_UP_MS);
  while (!signal.aborted) {
    const fast = first + (performance.now() - begin) * speed;
    const live = fast >= Date.now();
    progress.speed = live ? 1 : speed;
    yield Math.min(fast, Date.now());
    await wait(live ? LIVE_TICK_MS : FAST_TICK_MS, signal);
  }
}
