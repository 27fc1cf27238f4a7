import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Config } from '#shared/config/schema.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import type { Completeness } from './completeness/completeness.ts';
import { Baselines } from './evaluation/baselines.ts';
import { evaluateDue, historyBefore } from './evaluation/evaluate-due.ts';
import type { Evaluation } from './evaluation/evaluation.ts';
import { watchProducts } from './evaluation/product-states.ts';
import { countPast } from './history/count-past.ts';
import { replayDue } from './history/replay-due.ts';
import { Outage } from './outage.ts';

export interface Rounds {
  readonly pool: Pool;
  readonly config: Config['alert'];
  readonly completeness: Completeness;
  readonly log: Logger;
  /** The time, milliseconds UTC. */
  readonly clock: () => number;
  /** Told after each round that may have written messages. */
  readonly onRound: () => void;
}

/**
 * Evaluates, round after round, until the signal aborts: what is due live first, then history until the next round is due.
 * A round that fails for a while (a database that is gone) is tried again with the next.
 *
 * @throws TonewatchError that no waiting helps with
 */
export async function runRounds(rounds: Rounds, signal: AbortSignal): Promise<void> {
  const baselines = new Baselines();
  const outage = new Outage(rounds.log, { begins: 'alerting waits', ends: 'alerting goes on' });
  while (!signal.aborted) {
    const begun = performance.now();
    let until = begun + rounds.config.evaluateEveryMs;
    try {
      await liveRound(rounds, baselines, signal);
      rounds.onRound();
      // At least a fifth of the time is left to others.
      until = Math.max(until, performance.now() + (performance.now() - begun) / 4);
      await historyUntil(until, rounds, signal);
      outage.over();
    } catch (error) {
      if (!(error instanceof TonewatchError && error.transient)) throw error;
      outage.failed(error);
      await pause(until - performance.now(), signal);
    }
  }
}

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  delay(Math.max(0, milliseconds), undefined, { signal }).catch(() => undefined);

async function liveRound(
  { pool, config, completeness, log, clock }: Rounds,
  baselines: Baselines,
  signal: AbortSignal,
): Promise<void> {
  await completeness.refresh();
  for (const remark of completeness.takeRemarks()) log.info(remark);
  await watchProducts(pool);
  const round = clock();
  const evaluation = (): Evaluation => ({
    now: clock(),
    round,
    baselines,
    holds: (product, window) => completeness.holds(product, window),
    groupWaitMs: config.groupWaitMs,
    linkBase: config.linkBase,
  });
  while (!signal.aborted && (await evaluateDue(pool, evaluation())) > 0);
}

/** How often it is looked whether history has changed, milliseconds. */
const LOOK_EVERY = 1_000;

/** History gets the time that is left until the next round. */
async function historyUntil(until: number, { pool, clock }: Rounds, signal: AbortSignal): Promise<void> {
  const hasTime = (): boolean => !signal.aborted && performance.now() < until;
  while (hasTime()) {
    while (hasTime() && (await countPast(pool, historyBefore(clock()), clock())) > 0);
    while (hasTime() && (await replayDue(pool, clock())));
    await pause(Math.min(LOOK_EVERY, until - performance.now()), signal);
  }
}
