import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Config } from '#shared/config/schema.ts';
import { openDatabase } from '#shared/database/open.ts';
import { closeAll } from '#shared/lifecycle/close-all.ts';
import { readProductsFile } from '#shared/product/products-file.ts';
import { pipelineTopics } from '#shared/service/pipeline-topics.ts';
import { startService, type RunningService } from '#shared/service/service-run.ts';
import type { ServiceContext } from '#shared/service/service.ts';
import { openStream } from '#shared/stream/open.ts';
import type { Producer } from '#shared/stream/port.ts';
import { redactUrl } from '#shared/telemetry/log.ts';
import { createTelemetry } from '#shared/telemetry/telemetry.ts';
import { startConfig, type StartOptions } from './options.ts';
import { prepareProducts } from './products.ts';
import { runFigures, type RunFigures } from './run-figures.ts';
import type { Player, StartServices } from './services.ts';
import { until, untilStored } from './until-stored.ts';
import type { Monitor } from './view/monitor.ts';

export interface StartContext {
  readonly options: StartOptions;
  readonly monitor: Monitor;
  readonly log: Logger;
  /** Asks for a clean stop. */
  readonly signal: AbortSignal;
}

/** Stopping the embedded PostgreSQL takes its time; past this something hangs. */
const CLOSE_MS = 30_000;

/**
 * Every stage and a player in one process, until the signal aborts, or, with `untilDone`, until everything that was
 * played is stored or dead-lettered. Rejects with whatever ended a stage or the player; whatever happens, all is closed.
 */
export async function startAll(
  services: StartServices,
  { options, monitor, log, signal }: StartContext,
): Promise<RunFigures> {
  const opened: { close(): Promise<void> }[] = [];
  const keep = <T extends { close(): Promise<void> }>(thing: T): T => {
    opened.unshift(thing);
    return thing;
  };
  try {
    const player = await openPlayer(services, options, log);
    const given = options.products === undefined ? null : await readProductsFile(options.products);
    const config = startConfig(options, player);
    const opening = [
      monitor.step(streamStep(config), openStream(config, log).then(keep)),
      monitor.step(databaseStep(config), openDatabase(config, log).then(keep)),
    ] as const;
    await Promise.allSettled(opening); // So that neither opens after a failure of the other has closed everything.
    const [stream, database] = await Promise.all(opening);
    await monitor.step('Reading the products', prepareProducts(database.pool, given, options));
    await stream.ensureTopics(pipelineTopics(config));
    const telemetry = createTelemetry(log);
    const pool = (): Promise<Pool> => Promise.resolve(database.pool);
    const context: ServiceContext = { config, stream, database: pool, telemetry, signal };
    const databaseUrl = config.database.url === '' ? database.url : redactUrl(database.url);
    await monitor.watch({ config, stream, pool: database.pool, telemetry, player, databaseUrl });
    const producer = keep(await stream.producer());
    const running = [
      ...services.stages.map((service) => startService(service, context)),
      services.alert.start(context),
    ];
    try {
      await monitor.step('Loading the model', Promise.all(running.map((service) => service.opened)));
      const settled = (): Promise<boolean> => services.alert.isSettled(database.pool);
      await flow(running, {
        context,
        player,
        producer,
        settled,
        untilDone: options.untilDone === true,
        signal,
      });
    } finally {
      await Promise.all(running.map((service) => service.stop()));
    }
    await monitor.refresh();
    return await runFigures(database.pool, telemetry, player.progress.sent);
  } finally {
    await closeAll(opened, log, CLOSE_MS);
  }
}

/** Plays until there is nothing left to do, then stops player and services, whatever happened. */
async function flow(
  running: readonly RunningService[],
  run: {
    readonly context: ServiceContext;
    readonly player: Player;
    readonly producer: Producer;
    /** Whether alerting has gone through all of it. */
    readonly settled: () => Promise<boolean>;
    readonly untilDone: boolean;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const { stream, config } = run.context;
  const { player, producer } = run;
  const stopping = new AbortController();
  const signal = AbortSignal.any([run.signal, stopping.signal]);
  const aborted = signal.aborted ? Promise.resolve() : once(signal, 'abort').then(() => undefined);
  const playing = player.play(producer, signal);
  const stored = async (): Promise<void> => {
    await playing;
    await untilStored(stream, config, player.feed, signal);
    await until(run.settled, signal);
  };
  const done = run.untilDone ? stored() : aborted;
  try {
    // A service that fails ends everything; one that ends because it was stopped does not come first.
    await Promise.race([
      done,
      playing.then(() => done),
      ...running.map((service) => service.done.then(() => aborted)),
    ]);
  } finally {
    stopping.abort();
    await Promise.allSettled([playing, ...running.map((service) => service.stop())]);
  }
}

function openPlayer(services: StartServices, options: StartOptions, log: Logger): Promise<Player> {
  const { feed: file, map, speed, untilDone = false } = options;
  const { dataDir, feeds } = startConfig(options);
  if (file !== undefined) return services.openFilePlayer({ file, map, feeds, complete: true, log });
  return services.openSamplePlayer({ dataDir, speed, storyOnly: untilDone });
}

const streamStep = (config: Config): string =>
  config.kafka.brokers.length > 0
    ? `Connecting to Kafka at ${config.kafka.brokers.join(', ')}`
    : `Opening the embedded stream in ${config.dataDir}`;

function databaseStep({ database, dataDir }: Config): string {
  if (database.url !== '') return `Connecting to PostgreSQL at ${redactUrl(database.url)}`;
  return existsSync(join(dataDir, 'postgres'))
    ? 'Starting the embedded PostgreSQL'
    : 'Making the embedded PostgreSQL (a few seconds, only this first time)';
}
