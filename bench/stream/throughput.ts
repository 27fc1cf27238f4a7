/**
 * Records a second through a stream: produced alone, consumed alone (with commits), and both at once.
 *
 *   node --import tsx bench/stream/throughput.ts [embedded | kafka] [records]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { openEmbeddedStream } from '#shared/stream/embedded/stream.ts';
import type { OutgoingRecord, Position, Stream } from '#shared/stream/port.ts';

const [kind = 'embedded', count = '400000'] = process.argv.slice(2);
const total = Number(count);
const BATCH = 1_000;
const VALUE_BYTES = 300;
const topic = { partitions: 4 };

function batchAt(first: number): OutgoingRecord[] {
  const value = Buffer.alloc(VALUE_BYTES, 'a post of three hundred bytes ');
  return Array.from({ length: BATCH }, (_, i) => ({ key: `bench:${first + i}`, value }));
}

async function produce(stream: Stream, name: string): Promise<void> {
  const producer = await stream.producer();
  for (let i = 0; i < total; i += BATCH) await producer.send(name, batchAt(i));
  await producer.close();
}

async function consume(stream: Stream, name: string): Promise<void> {
  const consumer = await stream.consumer({ group: 'bench', topics: [name] });
  let read = 0;
  let bytes = 0;
  while (read < total) {
    const records = await consumer.poll({ maxRecords: 2_000, waitMs: 1_000, lingerMs: 0 });
    const positions = new Map<number, Position>();
    for (const { partition, offset, value } of records) {
      bytes += value?.length ?? 0;
      positions.set(partition, { topic: name, partition, offset: offset + 1 });
    }
    read += records.length;
    await consumer.commit([...positions.values()]);
  }
  if (read !== total || bytes !== total * VALUE_BYTES)
    throw new Error(`read ${read} records, ${bytes} bytes`);
  await consumer.close();
}

async function timed(what: string, work: () => Promise<unknown>): Promise<void> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  const rate = Math.round(total / seconds).toLocaleString('en');
  const micros = ((user + system) / total).toFixed(2);
  const rss = Math.round(process.memoryUsage().rss / 1e6);
  console.log(`${kind} ${what.padEnd(9)} ${rate} records/s, ${micros} µs of CPU a record, ${rss} MB`);
}

async function run(stream: Stream): Promise<void> {
  await stream.ensureTopics(['alone', 'both'].map((name) => ({ name, ...topic })));
  await timed('produced', () => produce(stream, 'alone'));
  await timed('consumed', () => consume(stream, 'alone'));
  await timed('both', () => Promise.all([produce(stream, 'both'), consume(stream, 'both')]));
  await stream.close();
}

if (kind === 'kafka') {
  const { startBroker } = await import('../../infra/kafka/broker.ts');
  const { openKafkaStream } = await import('#shared/stream/kafka/stream.ts');
  const broker = await startBroker();
  const log = pino({ level: 'warn' }, pino.destination(2));
  await run(await openKafkaStream({ brokers: broker.brokers, clientId: 'bench', log, replicationFactor: 1 }));
  await broker.stop();
} else {
  const directory = mkdtempSync(join(tmpdir(), 'tonewatch-bench-'));
  await run(await openEmbeddedStream({ directory, maxPending: 20_000 }));
  rmSync(directory, { recursive: true });
}
