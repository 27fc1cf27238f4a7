/**
 * Posts per second through the whole pipeline, and processor time per post of each stage: one Kafka broker, one
 * PostgreSQL and the four services as processes of their own, all on this machine.
 *
 *   node --import tsx bench/pipeline/run.ts [--posts 200000] [--data tweets.csv] [--copies 1]
 *
 * The clock starts when the first post is produced, with the services up, and stops when the last mention is stored:
 * producing counts. Every post mentions a product; with --data their texts are the `text` column of a CSV file.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { feedTopic } from '#shared/stream/topics.ts';
import { startInstallation, stageNames } from '../../test/fixtures/installation.ts';
import { eventually } from '../../test/fixtures/eventually.ts';
import { generatePayloads } from '../../test/fixtures/generated-posts.ts';
import { childrenNamed, processTree, processorMicroseconds } from '../processor-time.ts';

const { values } = parseArgs({
  options: {
    posts: { type: 'string', default: '200000' },
    data: { type: 'string' },
    copies: { type: 'string', default: '1' },
  },
});
const posts = Number(values.posts);
const start = Date.UTC(2026, 2, 1);

function texts(): string[] {
  if (values.data === undefined) {
    return generatePayloads(20_000, 1).flatMap(({ payload }) =>
      typeof payload['text'] === 'string' ? [payload['text']] : [],
    );
  }
  const rows = z
    .array(z.looseObject({ text: z.string() }))
    .parse(parse(readFileSync(values.data), { columns: true }));
  return rows.map((row) => row.text);
}

function payloads(): { key: string; value: Buffer }[] {
  const from = texts();
  return Array.from({ length: posts }, (_, index) => {
    const text = `${from[index % from.length] ?? ''} ${index >= from.length ? String(index) : ''}`;
    const post = {
      id: String(index),
      text,
      author: `user${index % 5_000}`,
      postedAt: start + index * 50,
      language: 'en',
    };
    return { key: post.id, value: Buffer.from(JSON.stringify(post)) };
  });
}

const directory = mkdtempSync(join(tmpdir(), 'tonewatch-bench-'));
const products = join(directory, 'products.json');
writeFileSync(
  products,
  JSON.stringify([
    { id: 'all', name: 'Everything', query: 'platform:bench' },
    { id: 'thanks', name: 'Thanks', query: 'thanks' },
  ]),
);
const installation = await startInstallation({ feed: 'bench', config: 'feeds: { bench: {} }', products });

try {
  const pids = new Map<string, number[]>([
    ['broker', childrenNamed('java')],
    ['PostgreSQL', childrenNamed('postgres')],
  ]);
  for (const stage of stageNames) {
    const copies = Array.from({ length: Number(values.copies) }, () => installation.start(stage));
    pids.set(
      stage,
      copies.map(({ child }) => child.pid ?? 0),
    );
  }
  const producer = await installation.stream.producer();
  const stored = async (): Promise<number> => {
    const { rows } = await installation.postgres.pool.query<{ n: string }>(
      `select coalesce(sum(mentions), 0) as n from sentiment_minutes where product_id = 'all'`,
    );
    return Number(rows[0]?.n);
  };
  const made = payloads();
  await producer.send(feedTopic('bench'), made.slice(0, 1));
  await eventually('the services are up', async () => (await stored()) === 1);

  const processorTime = (name: string): number =>
    (pids.get(name) ?? []).flatMap(processTree).reduce((sum, pid) => sum + processorMicroseconds(pid), 0);
  const before = new Map([...pids.keys()].map((name) => [name, processorTime(name)]));
  const own = process.cpuUsage();
  const began = performance.now();
  for (let from = 1; from < made.length; from += 2_000) {
    await producer.send(feedTopic('bench'), made.slice(from, from + 2_000));
  }
  const producedIn = performance.now() - began;
  const ownUsed = process.cpuUsage(own);
  await eventually('every post is stored', async () => (await stored()) === posts, 900_000);
  const seconds = (performance.now() - began) / 1000;

  process.stdout.write(
    `${posts} posts, ${values.copies} copies of each service, ${cpus().length} cores (${cpus()[0]?.model ?? ''}), Node ${process.version}\n`,
  );
  process.stdout.write(
    `produced in ${(producedIn / 1000).toFixed(1)} s; all stored after ${seconds.toFixed(1)} s: ${Math.round(posts / seconds)} posts/s\n\n`,
  );
  process.stdout.write('process       µs of processor time per post\n');
  const row = (name: string, used: number): boolean =>
    process.stdout.write(`${name.padEnd(12)} ${(used / posts).toFixed(1).padStart(8)}\n`);
  row('producer', ownUsed.user + ownUsed.system);
  for (const name of pids.keys()) row(name, processorTime(name) - (before.get(name) ?? 0));
  await producer.close();
} finally {
  await installation.close();
  rmSync(directory, { recursive: true, force: true });
}
