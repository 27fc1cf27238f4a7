import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Config } from '#shared/config/schema.ts';
import { findBinaries } from '#shared/database/embedded/binaries.ts';
import { startEmbedded } from '#shared/database/embedded.ts';
import { databaseError } from '#shared/database/errors.ts';
import { openPool } from '#shared/database/open.ts';
import { recountDifferences } from '#shared/database/recount.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { redactUrl } from '#shared/telemetry/log.ts';
import { check, type Finding } from './check.ts';

const OLDEST = 14;
const migrationsFolder = new URL('../../shared/database/migrations/', import.meta.url);

/** Is PostgreSQL there, new enough, up to date, and does sentiment_minutes equal a recount of mentions? */
export async function checkDatabase({ database, dataDir }: Config, log: Logger): Promise<Finding[]> {
  if (database.url !== '') return checkServer(database.url, redactUrl(database.url), log);
  const binaries = await check('embedded PostgreSQL', async () => {
    await findBinaries();
    return `there for ${process.platform}-${process.arch}`;
  });
  if (!binaries.ok || !existsSync(join(dataDir, 'postgres'))) return [binaries];
  const embedded = await startEmbedded(dataDir, log);
  try {
    return [binaries, ...(await checkServer(embedded.url, `in ${dataDir}`, log))];
  } finally {
    await embedded.close();
  }
}

async function checkServer(url: string, where: string, log: Logger): Promise<Finding[]> {
  const pool = openPool(url, 1, log);
  try {
    const server = await check('PostgreSQL', () => serverVersion(pool, where));
    if (!server.ok) return [server];
    const tables = await check('tables', () => missingMigrations(pool));
    return tables.ok ? [server, tables, await check('sums', () => recount(pool))] : [server, tables];
  } finally {
    await pool.end();
  }
}

async function serverVersion(pool: Pool, where: string): Promise<string> {
  const { version, major } = await row<{ version: string; major: number }>(
    pool,
    `select current_setting('server_version') as version, current_setting('server_version_num')::int / 10000 as major`,
  );
  if (major >= OLDEST) return `${version} ${where}`;
  throw new TonewatchError('DATABASE_UNSUPPORTED', `${version} ${where}; ${OLDEST} or newer is needed`);
}

async function missingMigrations(pool: Pool): Promise<string> {
  const { there } = await row<{ there: boolean }>(
    pool,
    `select to_regclass('tonewatch_migrations') is not null as there`,
  );
  if (!there) throw new TonewatchError('DATABASE_NOT_MIGRATED', 'there are no tables yet');
  const { names } = await row<{ names: string[] }>(
    pool,
    `select coalesce(array_agg(name::text), '{}') as names from tonewatch_migrations`,
  );
  const files = (await readdir(migrationsFolder)).map((file) => file.replace(/\.\w+$/u, ''));
  const missing = files.filter((file) => !names.includes(file));
  if (missing.length === 0) return 'up to date';
  throw new TonewatchError('DATABASE_NOT_MIGRATED', `not yet run: ${missing.join(', ')}`);
}

async function recount(pool: Pool): Promise<string> {
  const differences = await recountDifferences(pool);
  const [first] = differences;
  if (first === undefined) return 'sentiment_minutes equals a recount of mentions';
  throw new TonewatchError(
    'DATABASE_INCONSISTENT',
    `${differences.length} rows differ from a recount; the first: ${first.kind} ${first.product} ${first.at}`,
  );
}

async function row<T extends object>(pool: Pool, sql: string): Promise<T> {
  try {
    const { rows } = await pool.query<T>(sql);
    if (rows[0] !== undefined) return rows[0];
  } catch (error) {
    throw databaseError(error);
  }
  throw new TonewatchError('DATABASE_FAILED', 'PostgreSQL answered no row');
}
