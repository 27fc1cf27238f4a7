import { setTimeout as wait } from 'node:timers/promises';
import { TonewatchError } from '../errors/tonewatch-error.ts';

export interface RetryPolicy {
  readonly initialMs: number;
  readonly maxMs: number;
  readonly limitMs: number;
}

/**
 * Milliseconds to wait after failure number `failures` (from 0): exponential backoff with full jitter (M. Brooker,
 * "Exponential Backoff And Jitter", 2015), so that many processes that failed together do not come back together.
 */
export function backoffMs(failures: number, policy: RetryPolicy, random: () => number = Math.random): number {
  return random() * Math.min(policy.maxMs, policy.initialMs * 2 ** failures);
}

export interface RetryOptions {
  readonly policy: RetryPolicy;
  /** Ends a wait at once: the call then rejects with an AbortError. */
  readonly signal: AbortSignal;
  onFailure(error: TonewatchError, failures: number): void;
  onRecovery(failures: number): void;
}

/**
 * Tries until it succeeds. Rejects with the error itself when it is not transient, or when it has gone on failing for
 * `limitMs`.
 */
export async function retrying<T>(action: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { policy, signal } = options;
  let firstFailure = 0;
  for (let failures = 0; ; failures += 1) {
    try {
      const result = await action();
      if (failures > 0) options.onRecovery(failures);
      return result;
    } catch (error) {
      if (!(error instanceof TonewatchError && error.transient)) throw error;
      const now = performance.now();
      if (failures === 0) firstFailure = now;
      const left = policy.limitMs - (now - firstFailure);
      if (left <= 0) throw error;
      options.onFailure(error, failures + 1);
      await wait(Math.min(left, backoffMs(failures, policy)), undefined, { signal });
    }
  }
}
