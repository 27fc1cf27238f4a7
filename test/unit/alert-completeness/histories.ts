import { Activity } from '../../../services/alert/completeness/activity.ts';
import type { Sample } from '../../../services/alert/completeness/sample.ts';
import { DAY, HOUR, MINUTE } from '../../../services/alert/detection/windows.ts';

/** A Monday, midnight UTC. */
export const MONDAY = Date.UTC(2026, 2, 2);
export { DAY, HOUR, MINUTE };

export const NOTHING_WAITS = { ingest: 0, clean: 0, score: 0, sink: 0 };

export const sampleAt = (at: number, waiting: Partial<Sample['waiting']> = {}): Sample => ({
  at,
  written: new Map(),
  waiting: { ...NOTHING_WAITS, ...waiting },
});

/** Activity sampled at these times, milliseconds UTC; `written` says what had been written until then. */
export function sampled(
  times: Iterable<number>,
  written: (time: number) => Readonly<Record<string, number>>,
): Activity {
  const activity = new Activity();
  for (const time of times) activity.add(time, Object.entries(written(time)));
  return activity;
}

export function* everyMinute(from: number, to: number): Generator<number> {
  for (let time = from; time <= to; time += MINUTE) yield time;
}

/** A feed that is sampled every minute; `records` come in the minute that begins at a time, milliseconds UTC. */
export function feedWith(from: number, to: number, records: (time: number) => number): Activity {
  let total = 0;
  return sampled(everyMinute(from, to), (time) => ({
    'feeds.x': (total += time === from ? 0 : records(time - MINUTE)),
  }));
}

/** Numbers from 0 to 1 (Mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A Poisson count, by the product of uniform numbers; of small means. */
export function poisson(random: () => number, mean: number): number {
  const end = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > end; product *= random()) count += 1;
  return count;
}
