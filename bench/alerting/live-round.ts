/**
 * What one evaluation of many products costs, on a real PostgreSQL: each with a day of mentions and a baseline.
 *
 *   node --import tsx bench/alerting/live-round.ts [products, default 10000] [mentions an hour of each, default 10]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { loadConfig } from '#shared/config/load.ts';
import { openDatabase } from '#shared/database/open.ts';
import { createLog } from '#shared/telemetry/log.ts';
import { Baselines } from '../../services/alert/evaluation/baselines.ts';
import { evaluateDue } from '../../services/alert/evaluation/evaluate-due.ts';
import { watchProducts } from '../../services/alert/evaluation/product-states.ts';

const products = Number(process.argv[2] ?? 10_000);
const perHour = Number(process.argv[3] ?? 10);
const MINUTE = 60_000;
const directory = await mkdtemp(join(tmpdir(), 'tonewatch-bench-'));
const database = await openDatabase(loadConfig({ overrides: { dataDir: directory } }), createLog('warn'));

try {
  const start = Math.floor(Date.now() / MINUTE) * MINUTE;
  await fill(database.pool, start);
  const baselines = new Baselines();
  console.log(
    `${products} products, ${perHour} mentions an hour each, a day of them, one in seven negative\n`,
  );
  console.log('round   seconds   µs a product   this process (processor µs)');
  for (let round = 0; round < 5; round += 1) await evaluateAll(baselines, start + round * MINUTE, round);
  await costOfState(database.pool);
} finally {
  await database.close();
  await rm(directory, { recursive: true, force: true });
}

async function fill(pool: Pool, now: number): Promise<void> {
  await pool.query(
    `insert into products (id, name, query) select 'p' || i, 'p' || i, 'x' from generate_series(1, $1) as i`,
    [products],
  );
  await pool.query(
    `insert into distinct_minutes
     select 'p' || i, to_timestamp($2) - make_interval(mins => m), 'posts-cnn@2', 1, n, 1, n
     from generate_series(1, $1) as i,
       generate_series(1, 1440) as m,
       lateral (select (random() < 0.15)::int as n) as drawn
     where (i * 7919 + m * 104729) % 60 < $3`,
    [products, now / 1_000, perHour],
  );
  await pool.query(
    `insert into alert_baselines
     select 'p' || i, 'posts-cnn@2', 0, now(), now() + interval '1 day', array_fill($2::real, array[168]),
       array_fill(0.15::real, array[168]), '{0.01,0.01,0.01,0.01}', '{0.05,0.05,0.05,0.05}', 672, 672 * $2
     from generate_series(1, $1) as i`,
    [products, perHour],
  );
  await pool.query('vacuum analyze');
  await watchProducts(pool);
}

async function evaluateAll(baselines: Baselines, now: number, round: number): Promise<void> {
  const cpu = process.cpuUsage();
  const begun = performance.now();
  let evaluated = 0;
  for (;;) {
    const evaluation = { now, round: now, baselines, holds: () => [], groupWaitMs: 0, linkBase: '' };
    const some = await evaluateDue(database.pool, evaluation);
    if (some === 0) break;
    evaluated += some;
  }
  const seconds = (performance.now() - begun) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  const own = ((user + system) / evaluated).toFixed(0);
  console.log(
    `${String(round + 1).padStart(5)} ${seconds.toFixed(2).padStart(9)} ${((seconds * 1e6) / evaluated).toFixed(0).padStart(14)} ${own.padStart(10)}`,
  );
}

async function costOfState(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ what: string; bytes: number }>(
    `select what, pg_total_relation_size(what)::float8 as bytes
     from unnest(array['alert_state', 'alert_baselines', 'distinct_minutes']) as what`,
  );
  console.log('\nbytes a product in PostgreSQL:');
  for (const { what, bytes } of rows) console.log(`  ${what.padEnd(18)} ${Math.round(bytes / products)}`);
  console.log(
    `bytes a product in this process: about ${Math.round(process.memoryUsage().heapUsed / products)}, baselines among them`,
  );
}
