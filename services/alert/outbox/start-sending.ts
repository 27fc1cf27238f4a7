import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { backoffMs } from '#shared/service/retry.ts';
import { Doorbell } from './doorbell.ts';
import { Outage } from '../outage.ts';
import type { SendContext } from './send-context.ts';
import { Sender } from './sender.ts';

const POLL_MS = 1_000;
const RETRY = { initialMs: 200, maxMs: 10_000 };

/** The sender of a process, running. */
export interface Sending {
  /** Resolves when it has stopped. Rejects with an error that no waiting helps with. */
  readonly done: Promise<void>;
  /** Takes nothing more; resolves, a few seconds later at most, when what was on its way has ended. */
  stop(): Promise<void>;
  /** Says that something may be due. */
  wake(): void;
}

/**
 * Sends what becomes due until it is stopped, beside any number of others that do the same. While the database is gone it
 * waits for it.
 */
export function startSending(context: SendContext): Sending {
  const stopping = new AbortController();
  const bell = new Doorbell();
  const wake = (): void => bell.ring();
  const done = run(context, bell, stopping.signal);
  const stopped = done.catch(() => undefined);
  return {
    done,
    stop() {
      stopping.abort();
      wake();
      return stopped;
    },
    wake,
  };
}

async function run(context: SendContext, bell: Doorbell, stopping: AbortSignal): Promise<void> {
  const { log, pollMs = POLL_MS } = context;
  const outage = new Outage(log, {
    begins: 'sending alert messages waits for the database',
    ends: 'sending alert messages goes on',
  });
  const sender = new Sender(context, () => bell.ring());
  let failures = 0;
  try {
    while (!stopping.aborted) {
      let pause = pollMs;
      try {
        const { held, waiting, digests } = await sender.look();
        outage.over();
        failures = 0;
        // What was left to a digest or put off, or has become a digest, may have been in the way of something.
        if (held + waiting + digests > 0) pause = 0;
      } catch (error) {
        if (!(error instanceof TonewatchError && error.transient)) throw error;
        outage.failed(error);
        pause = Math.max(100, backoffMs(failures, { ...RETRY, limitMs: Infinity }));
        failures += 1;
      }
      if (pause > 0) await bell.wait(pause);
    }
  } finally {
    await sender.close();
  }
}
