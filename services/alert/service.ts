import type { RunningService, Service } from '#shared/service/service-run.ts';
import type { ServiceContext } from '#shared/service/service.ts';
import { createCompleteness } from './completeness/completeness.ts';
import { startSending } from './outbox/start-sending.ts';
import { runRounds } from './rounds.ts';
import { loadChannels } from './settings/stored-channels.ts';
import { isSettled } from './settled.ts';

/** Finds incidents and tells people. No stage: it reads what the sink keeps. */
export const alert: Service & { readonly isSettled: typeof isSettled } = {
  name: 'alert',
  usesDatabase: true,
  start(context): RunningService {
    const stopping = new AbortController();
    const signal = AbortSignal.any([context.signal, stopping.signal]);
    const opening = open(context, signal);
    const done = opening.then(({ done: running }) => running);
    const settled = done.catch(() => undefined);
    return {
      opened: opening.then(() => undefined),
      done,
      stop() {
        stopping.abort();
        return settled;
      },
    };
  },
  figures: () => ({}),
  isSettled,
};

async function open(
  { config, stream, database, telemetry: { log } }: ServiceContext,
  signal: AbortSignal,
): Promise<{ done: Promise<void> }> {
  const pool = await database();
  const clock = Date.now;
  const completeness = createCompleteness({ stream, pool, config, clock });
  const sending = startSending({ pool, log, clock, channels: () => loadChannels(pool), env: process.env });
  const rounds = runRounds(
    { pool, config: config.alert, completeness, log, clock, onRound: () => sending.wake() },
    signal,
  );
  const stop = (): void => void sending.stop();
  signal.addEventListener('abort', stop, { once: true });
  return { done: Promise.all([rounds.finally(stop), sending.done]).then(() => undefined) };
}
