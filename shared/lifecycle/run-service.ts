import type { Pool } from 'pg';
import type { Config } from '../config/schema.ts';
import { openDatabase } from '../database/open.ts';
import { TonewatchError } from '../errors/tonewatch-error.ts';
import { pipelineTopics } from '../service/pipeline-topics.ts';
import type { Service } from '../service/service-run.ts';
import { openStream } from '../stream/open.ts';
import { createLog } from '../telemetry/log.ts';
import { createTelemetry } from '../telemetry/telemetry.ts';
import { closeAll } from './close-all.ts';
import { untilStopped } from './until-stopped.ts';

/** Time for what is still open to end by itself. */
const EXIT_MS = 200;

/**
 * One service as a process of its own, until SIGTERM or SIGINT. What it opened it closes in reverse order, whatever
 * happens. Rejects with CONFIG_INVALID when Kafka, or a database that it needs, is not named, and with whatever ended
 * the service.
 */
export async function runService(service: Service, config: Config): Promise<void> {
  refuseEmbedded(service, config);
  const log = createLog(config.logLevel);
  const open: { close(): Promise<void> }[] = [];
  const opened = <T extends { close(): Promise<void> }>(thing: T): T => {
    open.unshift(thing);
    return thing;
  };
  const openPool = async (): Promise<Pool> => opened(await openDatabase(config, log)).pool;
  await untilStopped(async (signal) => {
    try {
      const stream = opened(await openStream(config, log));
      await stream.ensureTopics(pipelineTopics(config));
      let pool: Promise<Pool> | undefined;
      const database = (): Promise<Pool> => (pool ??= openPool());
      const telemetry = createTelemetry(log);
      const context = { config, stream, database, telemetry, signal };
      const running = service.start(context);
      await running.opened;
      log.info({ stage: service.name }, 'started');
      await running.done;
      log.info({ stage: service.name, ...service.figures(context) }, 'stopped');
    } finally {
      await closeAll(open, log);
      // kafkajs goes on looking for a broker that is gone, and would keep the process for that.
      setTimeout(() => process.exit(), EXIT_MS).unref();
    }
  });
}

/** What is embedded lives in one process: a service by itself would read topics that nobody else can write. */
function refuseEmbedded({ name, usesDatabase }: Service, { kafka, database }: Config): void {
  const missing = [
    ...(kafka.brokers.length > 0 ? [] : ['kafka.brokers: expected --kafka HOST:PORT,…']),
    ...(database.url !== '' || !usesDatabase ? [] : ['database.url: expected --database URL']),
  ];
  if (missing.length === 0) return;
  const why = `needed by ${name} as a process of its own`;
  throw new TonewatchError('CONFIG_INVALID', `${missing.join('; ')} (${why})`);
}
