/**
 * A Kafka broker to try things with, until Ctrl-C:
 *
 *   node --import tsx infra/kafka/run.ts [--port 9092] [--directory .cache/kafka/topics]
 *
 * With --make-archive FILE it starts once and writes the class archive that makes later starts faster.
 */
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import { kafkaAvailable, startBroker } from './broker.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '9092' },
    directory: { type: 'string', default: '.cache/kafka/topics' },
    'make-archive': { type: 'string' },
  },
});

if (!kafkaAvailable()) {
  console.error('Kafka is not set up: run infra/kafka/setup.sh (needs Java 17 or newer, and Maven)');
  process.exit(1);
}
const archive = values['make-archive'];
if (archive !== undefined) {
  const directory = mkdtempSync(join(tmpdir(), 'tonewatch-kafka-'));
  const broker = await startBroker({ directory, java: [`-XX:ArchiveClassesAtExit=${resolve(archive)}`] });
  await broker.stop();
  rmSync(directory, { recursive: true, force: true });
} else {
  const broker = await startBroker({ port: Number(values.port), directory: resolve(values.directory) });
  console.log(`Kafka at ${broker.brokers.join(',')}, topics in ${values.directory}; Ctrl-C stops it`);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await broker.stop();
}
