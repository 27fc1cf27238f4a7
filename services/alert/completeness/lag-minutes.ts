import { MINUTE } from '../detection/windows.ts';
import type { Activity } from './activity.ts';
import type { CountsOverTime } from './counts-over-time.ts';
import { growth, sampledSince, totalAt } from './growth.ts';
import type { Sample } from './sample.ts';

/** The rate at which records come in is that of the last ten minutes. */
const RATE_OVER = 10 * MINUTE;
/** To a second, within eight days. */
const HALVINGS = 20;

/**
 * How long a record that comes in now takes through the live path, in minutes: the waits before the stages, added up. Each
 * is Little's W = L / λ: the records that wait divided by the rate at which records come to this stage (J. D. C. Little,
 * A proof for the queuing formula L = λW, Operations Research 9(3), 1961).
 *
 * The law is one of averages: after a burst, or when nothing comes any more, it says too much. So no wait is longer than
 * the oldest waiting record has been there, where the samples reach back to its arrival.
 */
export function lagMinutes({ at, waiting }: Sample, activity: Activity): number {
  const feeds = activity.feeds().map(([, counts]) => counts);
  return (
    waitMinutes(waiting.ingest, feeds, at) +
    waitMinutes(waiting.clean, activity.of('posts'), at) +
    waitMinutes(waiting.score, activity.of('cleaned'), at) +
    waitMinutes(waiting.sink, activity.of('mentions'), at)
  );
}

function waitMinutes(waiting: number, topics: readonly CountsOverTime[], now: number): number {
  if (waiting <= 0 || topics.length === 0) return 0;
  const since = sampledSince(topics);
  const from = Math.max(now - RATE_OVER, since);
  const rate = now > from ? growth(topics, from, now) / (now - from) : 0;
  const arrived = lastTimeAt(topics, totalAt(topics, now) - waiting, since, now);
  const little = rate > 0 ? waiting / rate : Infinity;
  const longest = arrived === null ? Infinity : now - arrived;
  const wait = Math.min(little, longest);
  return (wait === Infinity ? now - since : wait) / MINUTE;
}

/** The last time at which no more than `total` had been written, milliseconds UTC; null when that was before `since`. */
function lastTimeAt(
  topics: readonly CountsOverTime[],
  total: number,
  since: number,
  now: number,
): number | null {
  if (totalAt(topics, since) > total) return null;
  let [low, high] = [since, now];
  for (let i = 0; i < HALVINGS; i += 1) {
    const middle = (low + high) / 2;
    if (totalAt(topics, middle) <= total) low = middle;
    else high = middle;
  }
  return low;
}
