import type { Config } from '../config/schema.ts';
import { openDatabase } from '../database/open.ts';
import { TonewatchError } from '../errors/tonewatch-error.ts';
import { pipelineTopics } from '../service/pipeline-topics.ts';
import { startStage } from '../service/runner.ts';
import type { StageService } from '../service/service.ts';
import { openStream } from '../stream/open.ts';
import { createLog } from '../telemetry/log.ts';
import { createTelemetry } from '../telemetry/telemetry.ts';
import { closeAll } from './close-all.ts';
import { untilStopped } from './until-stopped.ts';

/** Time for what is still open to end by itself. */
const EXIT_MS = 200;

/**
 * One service as a process of its own, until SIGTERM or SIGINT. What it opened it closes in reverse order, whatever
 * happens. Rejects with CONFIG_INVALID when Kafka or the database is not named, and with whatever ended the stage.
 */
export async function runService(service: StageService, config: Config): Promise<void> {
  refuseEmbedded(service, config);
  const log = createLog(config.logLevel);
  const telemetry = createTelemetry(log);
  const open: { close(): Promise<void> }[] = [];
  const opened = <T extends { close(): Promise<void> }>(thing: T): T => {
    open.unshift(thing);
    return thing;
  };
  await untilStopped(async (signal) => {
    try {
      const stream = opened(await openStream(config, log));
      await stream.ensureTopics(pipelineTopics(config));
      const database = opened(await openDatabase(config, log));
      const context = { config, stream, database: database.pool, telemetry };
      const stage = startStage(opened(await service.open(context)), context);
      if (signal.aborted) void stage.stop();
      signal.addEventListener('abort', () => void stage.stop(), { once: true });
      log.info({ stage: service.name }, 'started');
      await stage.done;
      log.info({ stage: service.name, ...telemetry.counters(service.name) }, 'stopped');
    } finally {
      await closeAll(open, log);
      // kafkajs goes on looking for a broker that is gone, and would keep the process for that.
      setTimeout(() => process.exit(), EXIT_MS).unref();
    }
  });
}

/** What is embedded lives in one process: a service by itself would read topics that nobody else can write. */
function refuseEmbedded({ name }: StageService, config: Config): void {
  const missing = [
    ...(config.kafka.brokers.length > 0 ? [] : ['kafka.brokers: expected --kafka HOST:PORT,…']),
    ...(config.database.url ? [] : ['database.url: expected --database URL']),
  ];
  if (missing.length === 0) return;
  throw new TonewatchError(
    'CONFIG_INVALID',
    `${missing.join('; ')} (${name} as a process of its own needs both)`,
  );
}
