import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pino } from 'pino';
import { loadConfig } from '#shared/config/load.ts';
import { upsertProducts } from '#shared/database/products.ts';
import { pipelineTopics } from '#shared/service/pipeline-topics.ts';
import { startService } from '#shared/service/service-run.ts';
import { openStream } from '#shared/stream/open.ts';
import type { Stream } from '#shared/stream/port.ts';
import { feedTopic } from '#shared/stream/topics.ts';
import { createTelemetry } from '#shared/telemetry/telemetry.ts';
import { ingest } from '../../services/ingest/service.ts';
import { eventually } from '../fixtures/eventually.ts';
import { startPostgres, type TestPostgres } from '../fixtures/postgres.ts';

const logged: string[] = [];
const log = pino({ level: 'info' }, { write: (line) => void logged.push(line) });
let postgres: TestPostgres;
let dataDir = '';
before(async () => {
  postgres = await startPostgres();
  dataDir = await mkdtemp(join(tmpdir(), 'tonewatch-ingest-'));
});
after(async () => {
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function feed(stream: Stream, name: string): Promise<void> {
  await stream.ensureTopics([{ name: feedTopic(name), partitions: 2 }]);
  const producer = await stream.producer();
  const payload = { id: `of-${name}`, text: 'my lamp', postedAt: 1_700_000_000_000 };
  await producer.send(feedTopic(name), [{ key: null, value: Buffer.from(JSON.stringify(payload)) }]);
  await producer.close();
}

test('ingest waits for the first feed, and takes up later ones, although the database is away just then', async () => {
  await upsertProducts(postgres.pool, [
    { id: 'lamp', name: 'Lamp', brand: null, query: 'lamp', active: true },
  ]);
  const config = loadConfig({
    env: {},
    overrides: { dataDir, retry: { initialMs: 10, maxMs: 20 }, ingest: { authors: 'drop' } },
  });
  const stream = await openStream(config, log);
  await stream.ensureTopics(pipelineTopics(config));
  const stopping = new AbortController();
  const running = startService(ingest, {
    config,
    stream,
    database: () => Promise.resolve(postgres.pool),
    telemetry: createTelemetry(log),
    signal: stopping.signal,
  });
  const posts = async (count: number): Promise<boolean> => (await stream.lag('nobody', 'posts')) === count;
  try {
    await feed(stream, 'first');
    await eventually('the post of the first feed', () => posts(1));
    await postgres.kill();
    await feed(stream, 'second');
    await eventually('ingest has tried to open again', () => logged.join('').includes('opens again later'));
    await postgres.restart();
    await eventually('the post of the second feed', () => posts(2));
  } finally {
    await running.stop();
    await stream.close();
  }
  await running.done;
});
