import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import type { Queryable } from '../counting/changed-hours.ts';
import { HOUR, MINUTE } from '../detection/windows.ts';
import { fedProducts } from './fed-products.ts';
import type { SilentFeed } from './silent-feeds.ts';

/** What was before a silence changes little: late mentions, new products. */
const LOOK_AGAIN = HOUR;
const TRY_AGAIN = MINUTE;

interface Known {
  readonly since: number;
  readonly products: ReadonlySet<string> | null;
  readonly lookAt: number;
}

/** Remembers which products miss the feeds that are silent, so that PostgreSQL is asked seldom. */
export class MissedProducts {
  readonly #client: Queryable;
  readonly #known = new Map<string, Known>();

  constructor(client: Queryable) {
    this.#client = client;
  }

  /** Products that miss this feed at `now`, milliseconds UTC; null when PostgreSQL cannot say. */
  async of({ topic, since }: SilentFeed, now: number): Promise<ReadonlySet<string> | null> {
    const known = this.#known.get(topic);
    if (known?.since === since && now < known.lookAt) return known.products;
    const found = await this.#look(topic, since);
    const products = found ?? (known?.since === since ? known.products : null);
    this.#known.set(topic, { since, products, lookAt: now + (found ? LOOK_AGAIN : TRY_AGAIN) });
    return products;
  }

  /** Forgets feeds that are no longer silent. */
  keepOnly(topics: readonly string[]): void {
    for (const topic of this.#known.keys()) if (!topics.includes(topic)) this.#known.delete(topic);
  }

  async #look(topic: string, since: number): Promise<ReadonlySet<string> | null> {
    try {
      return await fedProducts(this.#client, topic, since);
    } catch (error) {
      if (error instanceof TonewatchError && error.transient) return null;
      throw error;
    }
  }
}
