import { createRandom } from '#shared/classifier/training/random.ts';
import { ignorance } from '../../services/alert/detection/history.ts';
import { summed } from '../../services/alert/detection/series.ts';
import { inject, type Crisis, type Injected } from './crisis.ts';
import { seedOf } from './draws.ts';
import { inBuckets, type Drawn } from './intensity.ts';
import { messagesOf, noMessages, type Messages } from './messages.ts';
import { cadences, OURS, rivalName } from './ordinary-time.ts';
import { alarms } from './rivals/alarms.ts';
import { rivals } from './rivals/rival.ts';
import { rollingHours } from './rivals/rolling-hours.ts';
import { watch } from './watch.ts';

const MINUTE = 60_000;
/** An alert up to an hour after the end still counts: the windows still hold the crisis. */
const GRACE = 60 * MINUTE;
const BEFORE = 1_440;
const AFTER = 30 * 60;
const HISTORY = 21 * 1_440;

/** How one way to alert did on one kind of crisis. */
export interface Found {
  readonly name: string;
  /** Minutes from the onset to the alert of each crisis; Infinity where there was none. */
  readonly delays: number[];
}

/** All ways to alert on one kind of crisis, and our messages. */
export interface CrisisResult {
  readonly crisis: Crisis;
  readonly found: readonly Found[];
  messages: Messages;
}

export function crisisResult(crisis: Crisis): CrisisResult {
  const names = [OURS, ...rivals.flatMap(({ name }) => cadences.map((every) => rivalName(name, every)))];
  return { crisis, found: names.map((name) => ({ name, delays: [] })), messages: noMessages };
}

/** Injects the crisis once into an ordinary series, at any time after three weeks of history, and adds what was found. */
export function addCrisis(result: CrisisResult, drawn: Drawn, seed: number, bucketMinutes: number): void {
  const random = createRandom(seedOf(seed, result.crisis.minutes, result.crisis.volume * 10));
  const room = drawn.counts.mentions.length - HISTORY - result.crisis.minutes - AFTER;
  const onset = HISTORY + Math.floor(random.next() * room);
  const injected = inject(drawn, result.crisis, onset, AFTER, random);
  addFound(result, { ...injected, counts: inBuckets(injected.counts, bucketMinutes) });
}

function addFound(result: CrisisResult, { counts, onset, end }: Injected): void {
  const add = (name: string, times: readonly number[]): void => {
    const first = times.find((at) => at > onset && at <= end + GRACE) ?? Infinity;
    result.found.find((each) => each.name === name)!.delays.push((first - onset) / MINUTE);
  };
  const from = onset - BEFORE * MINUTE;
  const to = end + AFTER * MINUTE;
  const told = watch(summed(counts), { sensitivity: 'balanced', prior: ignorance, from, to });
  add(
    OURS,
    told.filter(({ event }) => event !== 'resolved').map(({ at }) => at),
  );
  result.messages = messagesOf(told, onset, end, result.messages);
  const hours = rollingHours(counts);
  const bucket = counts.bucketMinutes * MINUTE;
  const bucketAt = (time: number): number => Math.ceil((time - counts.start) / bucket);
  for (const rival of rivals)
    for (const every of cadences) {
      const raised = alarms(rival, hours, bucketAt(from), bucketAt(end + GRACE), every);
      add(
        rivalName(rival.name, every),
        raised.map((at) => counts.start + at * bucket),
      );
    }
}
