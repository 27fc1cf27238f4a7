import type { CountsOverTime } from './counts-over-time.ts';

/** Since when there are samples of any of these topics, milliseconds UTC; Infinity when there are none. */
export const sampledSince = (topics: readonly CountsOverTime[]): number =>
  Math.min(...topics.map(({ since }) => since));

/** Records written to these topics together until this time, milliseconds UTC. */
export const totalAt = (topics: readonly CountsOverTime[], time: number): number =>
  topics.reduce((sum, topic) => sum + topic.totalAt(time), 0);

/** Records written to these topics together between two times, milliseconds UTC, as far back as there are samples. */
export const growth = (topics: readonly CountsOverTime[], from: number, to: number): number =>
  totalAt(topics, to) - totalAt(topics, from);
