import { isFeedTopic } from '#shared/stream/topics.ts';
import { CountsOverTime } from './counts-over-time.ts';

/** What has been written to the topics of the live path in the last days, by topic. */
export class Activity {
  readonly #topics = new Map<string, CountsOverTime>();
  #newest = -Infinity;

  /** Adds what had ever been written to each topic at this time, milliseconds UTC. A topic that is new began with nothing. */
  add(at: number, written: Iterable<readonly [topic: string, records: number]>): void {
    const before = this.#newest;
    for (const [topic, records] of written) {
      const isNew = before > -Infinity && !this.#topics.has(topic);
      if (isNew) this.restore(topic, before, 0);
      this.restore(topic, at, records);
    }
  }

  /** Adds one sample of one topic, as it was stored. Those of a topic come in the order of time. */
  restore(topic: string, at: number, records: number): void {
    let counts = this.#topics.get(topic);
    if (!counts) this.#topics.set(topic, (counts = new CountsOverTime()));
    counts.add(at, records);
    this.#newest = Math.max(this.#newest, at);
  }

  of(topic: string): readonly CountsOverTime[] {
    const counts = this.#topics.get(topic);
    return counts ? [counts] : [];
  }

  feeds(): readonly (readonly [topic: string, counts: CountsOverTime])[] {
    return [...this.#topics].filter(([topic]) => isFeedTopic(topic));
  }

  /** Forgets what was before this time, milliseconds UTC. */
  forget(before: number): void {
    for (const counts of this.#topics.values()) counts.forget(before);
  }
}
