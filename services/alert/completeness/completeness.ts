import type { Pool } from 'pg';
import type { Config } from '#shared/config/schema.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { unlessStopped } from '#shared/service/stopping.ts';
import { MINUTE, type WindowIndex } from '../detection/windows.ts';
import type { Activity } from './activity.ts';
import { ActivityLog } from './activity-log.ts';
import { deadLetterShare } from './dead-letter-share.ts';
import { lagMinutes } from './lag-minutes.ts';
import { MissedProducts } from './missed-products.ts';
import { reasonsOf, type Findings, type MissedFeed, type Reasons } from './reasons.ts';
import { sample, type AskedStream, type Sample } from './sample.ts';
import { silentFeeds, type SilentFeed } from './silent-feeds.ts';

/** Whether the data are complete enough to decide on. */
export interface Completeness {
  /**
   * Looks at the stream again, at most every five seconds. A stream that does not answer within ten seconds is a reason to
   * hold, and no error; a database that is gone is none either.
   *
   * @throws TonewatchError that no waiting helps with, such as STREAM_CLOSED
   */
  refresh(): Promise<void>;
  /** Why nothing may be decided about a window of a product, in words; empty when the data are complete. */
  holds(product: string, window: WindowIndex): readonly string[];
  /** What else has been found since the last call and holds nothing, in words. */
  takeRemarks(): readonly string[];
}

export interface CompletenessContext {
  readonly stream: AskedStream;
  readonly pool: Pool;
  readonly config: Config;
  /** The time, milliseconds UTC. */
  readonly clock: () => number;
}

const ASK_EVERY = 5_000;
const ASK_FOR = 10_000;
/** An answer that is older says nothing of now. */
const STALE = 5 * MINUTE;

const unasked = reasonsOf({ asked: false, lagMinutes: 0, deadLetterShare: 0, missed: [] });

/** Watches lag, dead letters and feeds that go silent. Until the first refresh everything holds. */
export function createCompleteness(context: CompletenessContext): Completeness {
  return new WatchedCompleteness(context);
}

class WatchedCompleteness implements Completeness {
  readonly #context: CompletenessContext;
  readonly #log: ActivityLog;
  readonly #missed: MissedProducts;
  readonly #remarks: string[] = [];
  #asking: Promise<Sample | null> | null = null;
  #silent: readonly SilentFeed[] = [];
  #reasons: Reasons = unasked;
  #askedAt = -Infinity;

  constructor(context: CompletenessContext) {
    this.#context = context;
    this.#log = new ActivityLog(context.pool);
    this.#missed = new MissedProducts(context.pool);
  }

  async refresh(): Promise<void> {
    const { clock } = this.#context;
    if (clock() - this.#askedAt < ASK_EVERY) return;
    const found = await this.#ask();
    if (!found) {
      this.#askedAt = -Infinity;
      return;
    }
    const activity = await this.#log.add(found);
    this.#reasons = reasonsOf(await this.#judge(found, activity));
    this.#askedAt = found.at;
  }

  holds(product: string, window: WindowIndex): readonly string[] {
    const current = this.#context.clock() - this.#askedAt < STALE;
    return (current ? this.#reasons : unasked)(product, window);
  }

  takeRemarks(): readonly string[] {
    return this.#remarks.splice(0);
  }

  /** A sample; null when there is none in time. One question at a time; an answer that comes late is of no time. */
  #ask(): Promise<Sample | null> {
    this.#asking ??= this.#question().finally(() => (this.#asking = null));
    return unlessStopped(this.#asking, { signal: AbortSignal.abort(), graceMs: ASK_FOR, instead: null });
  }

  async #question(): Promise<Sample | null> {
    const { stream, config, clock } = this.#context;
    try {
      const found = await sample(stream, config.kafka.groupPrefix, clock());
      return clock() - found.at < ASK_FOR ? found : null;
    } catch (error) {
      if (error instanceof TonewatchError && error.transient) return null;
      throw error;
    }
  }

  async #judge(found: Sample, activity: Activity): Promise<Findings> {
    const silent = this.#silentFeeds(activity, found.at);
    this.#remark(silent);
    this.#silent = silent;
    this.#missed.keepOnly(silent.map(({ topic }) => topic));
    const missed: MissedFeed[] = [];
    for (const feed of silent) {
      if (feed.retired) continue;
      const { topic, minutes } = feed;
      missed.push({ topic, minutes, products: await this.#missed.of(feed, found.at) });
    }
    return {
      asked: true,
      lagMinutes: lagMinutes(found, activity),
      deadLetterShare: deadLetterShare(activity, found.at),
      missed,
    };
  }

  /** Nobody but this very process writes to the embedded stream: what it plays ends, but does not fall silent unnoticed. */
  #silentFeeds(activity: Activity, now: number): readonly SilentFeed[] {
    return this.#context.config.kafka.brokers.length === 0 ? [] : silentFeeds(activity, now);
  }

  /** Says once of a feed that was waited for that it is not any more. */
  #remark(silent: readonly SilentFeed[]): void {
    const waitedFor = new Set(this.#silent.filter(({ retired }) => !retired).map(({ topic }) => topic));
    for (const { topic, retired } of silent) {
      if (retired && waitedFor.has(topic))
        this.#remarks.push(`feed ${topic} has been silent for more than a day and is no longer waited for`);
    }
  }
}
