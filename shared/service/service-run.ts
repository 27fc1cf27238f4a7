import { messageOf } from '../errors/tonewatch-error.ts';
import { retrying } from './retry.ts';
import { startStage, type RunningStage } from './runner.ts';
import type { OpenedStage, ServiceContext, StageService } from './service.ts';

/** A service at work: its stage, opened anew whenever it is outdated. */
export interface RunningService extends RunningStage {
  /** Resolves when the service has been opened for the first time; rejects with `done` when it cannot be. */
  readonly opened: Promise<void>;
}

/** What runs as a process of its own, or beside others in one. */
export interface Service {
  readonly name: string;
  /** Whether it asks its context for the database. */
  readonly usesDatabase: boolean;
  start(context: ServiceContext): RunningService;
  /** What it has done, for the log. */
  figures(context: ServiceContext): object;
}

/** The service that runs a stage. */
export const serviceOf = (stage: StageService): Service => ({
  name: stage.name,
  usesDatabase: stage.usesDatabase,
  start: (context) => startService(stage, context),
  figures: ({ telemetry }) => telemetry.counters(stage.name),
});

/**
 * Opens and runs a service until it is stopped, or the signal of its context aborts. Opening it anew is retried as the
 * configuration says: what was away for a moment need not end a service that had been running.
 */
export function startService(service: StageService, context: ServiceContext): RunningService {
  const stopping = new AbortController();
  const within = { ...context, signal: AbortSignal.any([context.signal, stopping.signal]) };
  const opening = service.open(within);
  const done = opening.then((first) => runAll(service, within, first));
  const settled = done.catch(() => undefined); // Whoever runs the service awaits `done`, perhaps only later.
  return {
    opened: opening.then(() => undefined),
    done,
    stop() {
      stopping.abort();
      return settled;
    },
  };
}

async function runAll(service: StageService, context: ServiceContext, first: OpenedStage): Promise<void> {
  await runOne(first, context);
  while (!context.signal.aborted) {
    const next = await openAgain(service, context);
    if (next) await runOne(next, context);
  }
}

async function runOne(opened: OpenedStage, context: ServiceContext): Promise<void> {
  const until = AbortSignal.any([context.signal, ...(opened.outdated ? [opened.outdated] : [])]);
  const stage = startStage(opened, context);
  const stop = (): void => void stage.stop();
  if (until.aborted) stop();
  until.addEventListener('abort', stop, { once: true });
  try {
    await stage.done;
  } finally {
    until.removeEventListener('abort', stop);
    await opened.close();
  }
}

/** Null when the service was stopped meanwhile. */
async function openAgain(service: StageService, context: ServiceContext): Promise<OpenedStage | null> {
  const { config, signal, telemetry } = context;
  const { log } = telemetry;
  try {
    return await retrying(() => service.open(context), {
      policy: config.retry,
      signal,
      onFailure: ({ code, message }, failures) => {
        if (failures === 1) log.warn({ stage: service.name, code, reason: message }, 'opens again later');
      },
      onRecovery: (failures) => log.info({ stage: service.name, failures }, 'opened again'),
    });
  } catch (error) {
    if (!signal.aborted) throw error;
    log.debug({ reason: messageOf(error) }, 'stopped while opening');
    return null;
  }
}
