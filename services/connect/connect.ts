import type { Logger } from 'pino';
import { configFrom, type ConnectionOptions } from '#shared/config/options.ts';
import type { Config } from '#shared/config/schema.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { untilStopped } from '#shared/lifecycle/until-stopped.ts';
import { openStream } from '#shared/stream/open.ts';
import { feedTopic } from '#shared/stream/topics.ts';
import { createLog } from '#shared/telemetry/log.ts';
import { openFilePlayer } from './file/file-player.ts';
import type { Player } from './player.ts';
import { openSamplePlayer } from './sample/sample-player.ts';

export interface ConnectFileOptions extends ConnectionOptions {
  readonly feed?: string;
  readonly map?: Record<string, string>;
  readonly rate?: number;
}

/** Plays a file into its feed topic and ends. */
export function connectFile(file: string, options: ConnectFileOptions): Promise<void> {
  return connect(options, ({ feeds }, log) => {
    const { feed, map, rate } = options;
    return openFilePlayer({ file, feed, map, feeds, rate, log });
  });
}

/** Plays the sample feed until it is stopped. */
export function connectSample(options: ConnectionOptions & { readonly speed?: number }): Promise<void> {
  return connect(options, ({ dataDir }) =>
    openSamplePlayer({ dataDir, speed: options.speed, storyOnly: false }),
  );
}

async function connect(
  options: ConnectionOptions,
  open: (config: Config, log: Logger) => Promise<Player>,
): Promise<void> {
  const config = configFrom(options);
  if (config.kafka.brokers.length === 0) {
    throw new TonewatchError(
      'CONFIG_INVALID',
      'kafka.brokers: expected --kafka HOST:PORT,…; the embedded stream is fed by `tonewatch start --feed FILE`',
    );
  }
  const log = createLog(config.logLevel);
  const player = await open(config, log);
  await untilStopped(async (signal) => {
    const stream = await openStream(config, log);
    try {
      const topic = feedTopic(player.feed);
      await stream.ensureTopics([{ name: topic, partitions: config.kafka.partitions }]);
      const producer = await stream.producer();
      await player.play(producer, signal);
      await producer.close();
      log.info({ topic, sent: player.progress.sent }, signal.aborted ? 'stopped' : 'played');
    } finally {
      await stream.close();
    }
  });
}
