import type { Admin } from 'kafkajs';
import { TonewatchError } from '../../errors/tonewatch-error.ts';
import { toTonewatchError } from './errors.ts';

/** Topics may be given partitions while we run: what is known is asked again after so long. */
const REFRESH_MS = 60_000;

/** How many partitions each topic of the broker has. */
export class TopicCatalogue {
  readonly #admin: Admin;
  #partitions = new Map<string, number>();
  #fetchedAt = 0;

  constructor(admin: Admin) {
    this.#admin = admin;
  }

  async refresh(): Promise<void> {
    try {
      const { topics } = await this.#admin.fetchTopicMetadata();
      this.#partitions = new Map(topics.map(({ name, partitions }) => [name, partitions.length]));
      this.#fetchedAt = Date.now();
    } catch (error) {
      throw toTonewatchError(error, 'listing topics');
    }
  }

  async names(): Promise<string[]> {
    await this.refresh();
    return [...this.#partitions.keys()].filter((name) => !name.startsWith('__')).sort();
  }

  /** The number of partitions, if it was asked for not long ago. */
  known(topic: string): number | undefined {
    return Date.now() - this.#fetchedAt < REFRESH_MS ? this.#partitions.get(topic) : undefined;
  }

  /** @throws TonewatchError STREAM_TOPIC_UNKNOWN, KAFKA_UNREACHABLE */
  async partitionsOf(topic: string): Promise<number> {
    const known = this.known(topic);
    if (known !== undefined) return known;
    await this.refresh();
    const found = this.#partitions.get(topic);
    if (found === undefined) throw new TonewatchError('STREAM_TOPIC_UNKNOWN', `there is no topic ${topic}`);
    return found;
  }
}
