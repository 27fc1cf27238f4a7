import { join } from 'node:path';
import type { Logger } from 'pino';
import { prepareDataDir } from '../config/data-dir.ts';
import type { Config } from '../config/schema.ts';
import { openEmbeddedStream } from './embedded/stream.ts';
import type { Stream } from './port.ts';

/**
 * The stream that the configuration asks for: Kafka when it names brokers, else the embedded one under the data
 * directory.
 *
 * @throws TonewatchError KAFKA_UNREACHABLE, STREAM_DIRECTORY_IN_USE, CONFIG_INVALID for a data directory that cannot be used
 */
export async function openStream(config: Config, log: Logger): Promise<Stream> {
  if (config.kafka.brokers.length > 0) {
    // kafkajs is loaded only where it is needed.
    const { openKafkaStream } = await import('./kafka/stream.ts');
    const { brokers, clientId, replicationFactor } = config.kafka;
    return openKafkaStream({ brokers, clientId, replicationFactor, log });
  }
  prepareDataDir(config.dataDir);
  return openEmbeddedStream({
    directory: join(config.dataDir, 'stream'),
    maxPending: config.embedded.maxPending,
  });
}
