/**
 * A year of history of many products, through the backfill lane of the sink: how long alerting needs to go through it, that nobody
 * is told, and that the incidents are those of an evaluation minute by minute of the same counts, made without a database.
 *
 *   node --import tsx bench/alerting/year-of-history.ts [products, default 100] [days, default 365]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import type { Mention } from '#shared/avro/mention.ts';
import { loadConfig } from '#shared/config/load.ts';
import { openDatabase } from '#shared/database/open.ts';
import { upsertProducts } from '#shared/database/products.ts';
import { createLog } from '#shared/telemetry/log.ts';
import { replay } from '../../services/alert/detection/replay.ts';
import { summed } from '../../services/alert/detection/series.ts';
import { ownerPriors } from '../../services/alert/evaluation/owner-sums.ts';
import { watchProducts } from '../../services/alert/evaluation/product-states.ts';
import { staggerOf } from '../../services/alert/evaluation/stagger.ts';
import { countPast } from '../../services/alert/history/count-past.ts';
import { replayDue } from '../../services/alert/history/replay-due.ts';
import { sinkStage } from '../../services/sink/stage.ts';
import { inputsOf } from '../../test/fixtures/mentions.ts';
import { mentionsOf } from '../../test/fixtures/told-story.ts';

const products = Number(process.argv[2] ?? 100);
const days = Number(process.argv[3] ?? 365);
const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const start = Date.UTC(2025, 0, 6);
const end = start + days * DAY;
const ids = Array.from({ length: products }, (_, i) => `product-${i}`);
const directory = await mkdtemp(join(tmpdir(), 'tonewatch-bench-'));
const config = loadConfig({ overrides: { dataDir: directory } });
const database = await openDatabase(config, createLog('warn'));

try {
  const { pool } = database;
  await upsertProducts(
    pool,
    ids.map((id) => ({ id, name: id, brand: null, query: id, active: true })),
  );
  await watchProducts(pool);
  await pool.query(`insert into alert_channels (name, type, target) values ('team', 'terminal', '')`);
  const mentions = await timed('stored by the sink', () => play(pool));
  console.log(`  ${mentions} mentions of ${products} products over ${days} days`);
  const now = end + 400 * DAY;
  await timed('counted', () => untilNothingIsLeft(() => countPast(pool, now, now)));
  await timed('gone through', () =>
    untilNothingIsLeft(async () => ((await replayDue(pool, now + MINUTE)) ? 1 : 0)),
  );
  const expected = await timed('gone through without a database', () => expectedIncidents(pool));
  const found = await storedIncidents(pool);
  const { rowCount: messages } = await pool.query('select from notifications');
  const same = JSON.stringify(found) === JSON.stringify(expected);
  console.log(
    `\n${messages ?? 0} notifications; ${found.length} historical incidents, ${same ? 'the same as' : 'OTHER THAN'} those expected`,
  );
  if (!same) process.exitCode = 1;
} finally {
  await database.close();
  await rm(directory, { recursive: true, force: true });
}

/** One mention an hour of each product; twice a year four hours of twenty times as many, most of them negative. */
function* stories(): Generator<Mention[]> {
  for (const [i, product] of ids.entries()) {
    const crises = [0.3, 0.8].map((share) => {
      const from = start + Math.floor((share * days + (i % 17)) * 24) * 60 * MINUTE;
      return { from, to: from + 240 * MINUTE, times: 20, negativeShare: 0.7 };
    });
    yield mentionsOf({ product, seed: i + 1, from: start, to: end, perHour: 1, negativeShare: 0.15, crises });
  }
}

async function play(pool: Pool): Promise<number> {
  const stage = sinkStage(pool, config.sink);
  let count = 0;
  for (const mentions of stories()) {
    for (let from = 0; from < mentions.length; from += 2_000) {
      await stage.process(inputsOf(mentions.slice(from, from + 2_000)), 'backfill');
    }
    count += mentions.length;
  }
  return count;
}

async function expectedIncidents(pool: Pool): Promise<string[]> {
  const prior = await ownerPriors(pool, start - DAY, end + 40 * DAY);
  const found: string[] = [];
  let next = 0;
  for (const mentions of stories()) {
    const product = ids[next++] ?? '';
    const length = (end - start) / MINUTE;
    const counts = { mentions: new Uint32Array(length), negative: new Uint32Array(length) };
    for (const { postedAt, sentiment } of mentions) {
      const at = Math.floor((postedAt - start) / MINUTE);
      counts.mentions[at] = (counts.mentions[at] ?? 0) + 1;
      if (sentiment?.label === 'negative') counts.negative[at] = (counts.negative[at] ?? 0) + 1;
    }
    const series = summed({ start, bucketMinutes: 1, scored: counts.mentions, ...counts });
    const { incidents } = replay(series, { sensitivity: 'balanced', prior, stagger: staggerOf(product) });
    for (const { openedAt, resolvedAt } of incidents) {
      found.push(
        `${product} ${new Date(openedAt).toISOString()} ${resolvedAt === null ? '' : new Date(resolvedAt).toISOString()}`,
      );
    }
  }
  return found.sort();
}

async function storedIncidents(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ product_id: string; opened_at: Date; resolved_at: Date | null }>(
    'select product_id, opened_at, resolved_at from incidents where historical',
  );
  return rows
    .map((row) => `${row.product_id} ${row.opened_at.toISOString()} ${row.resolved_at?.toISOString() ?? ''}`)
    .sort();
}

async function untilNothingIsLeft(work: () => Promise<number>): Promise<void> {
  while ((await work()) > 0);
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  const result = await work();
  console.log(`${what.padEnd(34)} ${((performance.now() - begun) / 1_000).toFixed(1).padStart(7)} s`);
  return result;
}
