/**
 * How fast the sink stores mentions: one writer against the embedded PostgreSQL on the same machine.
 *
 *   node --import tsx bench/sink/run.ts [mentions per measurement, default 40000]
 */
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { labels, type Mention } from '#shared/avro/mention.ts';
import { loadConfig } from '#shared/config/load.ts';
import { openDatabase } from '#shared/database/open.ts';
import { recountDifferences } from '#shared/database/recount.ts';
import { createLog } from '#shared/telemetry/log.ts';
import { processorMicroseconds, processTree } from '../processor-time.ts';
import { sinkStage } from '../../services/sink/stage.ts';

const count = Number(process.argv[2] ?? 40_000);
const directory = await mkdtemp(join(tmpdir(), 'tonewatch-bench-'));
const config = loadConfig({
  overrides: { dataDir: directory, database: { url: process.env['DATABASE_URL'] ?? '' } },
});
const database = await openDatabase(config, createLog('warn'));
const stage = sinkStage(database.pool, config.sink);
let next = 0;

try {
  console.log(`${String(count)} mentions of 20 products over 3 days; posts of 100 characters\n`);
  console.log(
    'what                      batch   mentions/s    sink µs each  server µs each (processor time)',
  );
  await measure('warm-up', 1_000, created(5_000));
  for (const size of [100, 500, 1_000, 2_000, 5_000]) await measure('creations', size, created(count));
  const known = created(count);
  await measure('creations', 2_000, known);
  await measure('the same again', 2_000, known);
  const changed = known.map((mention, i) =>
    i % 10 === 0 ? changeOf(mention, i) : (created(1)[0] ?? mention),
  );
  await measure('1 in 10 edits, deletions', 2_000, changed);
  const differences = await recountDifferences(database.pool);
  console.log(
    `\nsentiment_minutes ${differences.length === 0 ? 'equals' : 'DIFFERS FROM'} a recount of mentions`,
  );
} finally {
  await database.close();
  await rm(directory, { recursive: true, force: true });
}

async function measure(what: string, size: number, mentions: readonly Mention[]): Promise<void> {
  const record = { topic: 'mentions', partition: 0, offset: 0, key: null, value: null, timestamp: 0 };
  const inputs = mentions.map((value) => ({ value, record }));
  const cpu = process.cpuUsage();
  const server = serverCpu();
  const start = performance.now();
  for (let from = 0; from < inputs.length; from += size) {
    await stage.process(inputs.slice(from, from + size), 'live');
  }
  const seconds = (performance.now() - start) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  const rate = Math.round(mentions.length / seconds).toLocaleString('en');
  const each = ((user + system) / mentions.length).toFixed(1);
  const serverEach = ((serverCpu() - server) / mentions.length).toFixed(1);
  console.log(
    `${what.padEnd(25)} ${String(size).padStart(5)} ${rate.padStart(12)} ${each.padStart(15)} ${serverEach.padStart(15)}`,
  );
}

/** Microseconds of processor time that the embedded server has used so far; 0 for a server by URL. */
function serverCpu(): number {
  const file = join(directory, 'postgres', 'data', 'postmaster.pid');
  if (!existsSync(file)) return 0;
  const processes = processTree(Number(readFileSync(file, 'utf8').split('\n')[0]));
  return processes.reduce((sum, pid) => sum + processorMicroseconds(pid), 0);
}

function created(amount: number): Mention[] {
  const from = Date.UTC(2026, 4, 30);
  return Array.from({ length: amount }, (_, i) => {
    const id = String(next++);
    const negative = ((Number(id) * 7919) % 1_000) / 1_000;
    const postedAt = from + Math.floor((i / amount) * 3 * 86_400_000);
    return {
      postId: `x:17${id.padStart(17, '0')}`,
      platform: 'x',
      feed: 'x',
      change: 'create',
      revision: postedAt,
      postedAt,
      text: `@airline the flight ${id} was "late", and nobody told us anything at all about why; never again, I say…`,
      author: '8c7dd922ad47494fc02c388e12c00eac',
      language: 'en',
      url: `https://x.example/status/${id}`,
      repostOf: null,
      reach: Number(id) % 5_000,
      cluster: id.padStart(16, '0'),
      products: [`product-${String(Number(id) % 20)}`],
      sentiment: {
        label: labels[Number(id) % 3] ?? 'neutral',
        negative,
        neutral: (1 - negative) / 2,
        positive: (1 - negative) / 2,
      },
      model: 'posts-cnn@1',
      evidence: [
        { text: 'never again', weight: 1.514 },
        { text: 'nobody told us', weight: 0.82 },
        { text: `the flight ${id}`, weight: -0.207 },
      ],
    };
  });
}

function changeOf(mention: Mention, i: number): Mention {
  const change = i % 20 === 0 ? 'edit' : 'delete';
  return { ...mention, change, revision: mention.revision + 60_000, text: 'changed' };
}
