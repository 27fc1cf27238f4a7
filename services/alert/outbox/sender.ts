import { setMaxListeners } from 'node:events';
import { databaseError } from '#shared/database/errors.ts';
import { retrying } from '#shared/service/retry.ts';
import { claim, type Claimed } from './claim.ts';
import { channelsWithDigest, makeDigest } from './digests.ts';
import { dueChannels } from './due-notifications.ts';
import { OpenChannels } from './open-channels.ts';
import { Outage } from '../outage.ts';
import type { OutboxChannel } from './outbox-channel.ts';
import { noteOutcome, type Outcome } from './outcome.ts';
import type { SendContext } from './send-context.ts';
import { tryDelivery } from './try-delivery.ts';

/** Messages on their way through one channel at a time. A slow one fills its own places, not those of others. */
const AT_ONCE = 8;
/** When it stops: for what is on its way to arrive. Some receivers know no keys and would show it twice. */
const GRACE_MS = 3_000;

/** What one look at the outbox has led to. `begun`: whether a message was sent; the others: numbers of notifications. */
export interface Look {
  readonly begun: readonly Promise<boolean>[];
  readonly held: number;
  readonly waiting: number;
  readonly digests: number;
}

/** Sends what is due, and keeps what is on its way. */
export class Sender {
  readonly #context: SendContext;
  readonly #tryMs: number;
  readonly #leaseMs: number;
  readonly #onDone: () => void;
  readonly #open: OpenChannels;
  readonly #onItsWay = new Map<string, Set<Promise<boolean>>>();
  readonly #outages = new Map<string, Outage>();
  readonly #database: Outage;
  readonly #stopping = new AbortController();

  /** `onDone`: told after each try. */
  constructor(context: SendContext, onDone: () => void = () => undefined) {
    const { log, env, lookup, tryMs = 15_000, leaseMs = 60_000 } = context;
    this.#context = context;
    this.#tryMs = tryMs;
    this.#leaseMs = leaseMs;
    this.#onDone = onDone;
    setMaxListeners(0, this.#stopping.signal); // as many as messages are on their way
    // A little less than a try, so that the channel says itself what was too slow.
    this.#open = new OpenChannels({ env, log, timeoutMs: 0.9 * tryMs, ...(lookup && { lookup }) });
    this.#database = new Outage(log, {
      begins: 'what became of messages cannot be noted: it is tried again',
      ends: 'what became of messages is noted again',
    });
  }

  /**
   * Makes the digests that are due, and begins to send what is, as far as there are places.
   *
   * @throws TonewatchError of databaseError; what has begun goes on
   */
  async look(): Promise<Look> {
    const { pool, clock } = this.#context;
    const withDigest = await asked(channelsWithDigest(pool, clock()));
    const withDue = await asked(dueChannels(pool, clock()));
    const begun: Promise<boolean>[] = [];
    let [held, waiting, digests] = [0, 0, 0];
    if (withDigest.length + withDue.length === 0) return { begun, held, waiting, digests };
    const channels = new Map((await asked(this.#context.channels())).map((stored) => [stored.name, stored]));
    for (const channel of withDigest) {
      const stored = channels.get(channel) ?? null;
      if (await makeDigest(pool, { channel, stored, now: clock() })) digests += 1;
    }
    for (const channel of new Set([...withDue, ...withDigest])) {
      const claimed = await this.#claim(channel, channels.get(channel) ?? null);
      begun.push(...claimed.begun);
      held += claimed.held;
      waiting += claimed.waiting;
    }
    return { begun, held, waiting, digests };
  }

  /** Lets what is on its way arrive, for a while, then ends it. Resolves when all is noted. */
  async close(): Promise<void> {
    const timer = setTimeout(() => this.#stopping.abort(), GRACE_MS);
    await Promise.all([...this.#onItsWay.values()].flatMap((tries) => [...tries]));
    clearTimeout(timer);
    await this.#open.close();
  }

  async #claim(channel: string, stored: OutboxChannel | null): Promise<Omit<Look, 'digests'>> {
    const limit = AT_ONCE - (this.#onItsWay.get(channel)?.size ?? 0);
    if (limit <= 0) return { begun: [], held: 0, waiting: 0 };
    const { pool, clock } = this.#context;
    const leaseMs = this.#leaseMs;
    const { claimed, ...rest } = await claim(pool, { channel, stored, limit, now: clock(), leaseMs });
    const begun = stored ? claimed.map((each) => this.#begin(each, stored)) : [];
    return { begun, ...rest };
  }

  #begin(claimed: Claimed, settings: OutboxChannel): Promise<boolean> {
    const places = this.#onItsWay.get(settings.name) ?? new Set();
    this.#onItsWay.set(settings.name, places);
    const trying = this.#send(claimed, settings).finally(() => {
      places.delete(trying);
      this.#onDone();
    });
    places.add(trying);
    return trying;
  }

  async #send(claimed: Claimed, settings: OutboxChannel): Promise<boolean> {
    const outcome = await tryDelivery(claimed, {
      channels: this.#open,
      settings,
      tryMs: this.#tryMs,
      stopping: this.#stopping.signal,
    });
    this.#tell(claimed, settings.name, outcome);
    await this.#note(claimed, outcome);
    return outcome.sent;
  }

  #tell({ id, event, attempts }: Claimed, channel: string, outcome: Outcome): void {
    const { log } = this.#context;
    let outage = this.#outages.get(channel);
    if (!outage) {
      outage = new Outage(log.child({ channel }), {
        begins: 'alert messages do not arrive: they are tried again until they do',
        ends: 'alert messages arrive again',
      });
      this.#outages.set(channel, outage);
    }
    if (outcome.sent) outage.over();
    else outage.failed(outcome.reason);
    log.debug({ channel, key: id, event, attempts, ...outcome }, 'alert message tried');
  }

  /** While it cannot be noted the notification stays claimed; beyond that it is sent again, with the same key. */
  async #note(claimed: Claimed, outcome: Outcome): Promise<void> {
    const { pool, clock } = this.#context;
    const done = clock();
    await retrying(() => noteOutcome(pool, claimed, outcome, done), {
      policy: { initialMs: 200, maxMs: 5_000, limitMs: this.#leaseMs },
      signal: this.#stopping.signal,
      onFailure: (error) => this.#database.failed(error),
      onRecovery: () => this.#database.over(),
    }).catch((error: unknown) => this.#database.failed(error));
  }
}

async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw databaseError(error);
  }
}
