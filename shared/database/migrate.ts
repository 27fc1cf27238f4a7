import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import pg from 'pg';
import type { Logger } from 'pino';
import { TonewatchError } from '../errors/tonewatch-error.ts';
import { redactUrl } from '../telemetry/log.ts';
import { databaseError } from './errors.ts';

const OLDEST = 14;

/**
 * Brings the tables up to date, in the first schema of the connection's search path. Any number of processes may do so
 * at once: one works, the others wait and find nothing left to do. Returns the names of the migrations that it ran.
 *
 * @throws TonewatchError DATABASE_UNREACHABLE, DATABASE_UNSUPPORTED, DATABASE_FAILED
 */
export async function migrate(url: string, log: Logger): Promise<string[]> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'tonewatch',
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => undefined); // whatever runs then fails too
  try {
    await client.connect();
    const { version, schema } = await serverOf(client);
    if (version < OLDEST) {
      throw new TonewatchError(
        'DATABASE_UNSUPPORTED',
        `the server is PostgreSQL ${String(version)}; ${String(OLDEST)} or newer is needed`,
      );
    }
    if (schema === null) {
      throw new TonewatchError('DATABASE_FAILED', 'the search_path names no schema that exists');
    }
    const migrations = await runner({
      dbClient: client,
      dir: fileURLToPath(new URL('migrations', import.meta.url)),
      direction: 'up',
      migrationsTable: 'tonewatch_migrations',
      migrationsSchema: schema,
      advisoryLockMode: 'wait',
      singleTransaction: true,
      logger: { info: log.debug.bind(log), warn: log.warn.bind(log), error: log.debug.bind(log) },
    });
    const names = migrations.map(({ name }) => name);
    if (names.length > 0) log.info({ migrations: names }, 'database tables are up to date');
    return names;
  } catch (error) {
    const { code, message } = databaseError(error);
    throw new TonewatchError(
      code === 'DATABASE_REJECTED' ? 'DATABASE_FAILED' : code,
      `${redactUrl(url)}: ${message}`,
      {
        cause: error,
      },
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function serverOf(client: pg.Client): Promise<{ version: number; schema: string | null }> {
  const { rows } = await client.query<{ version: number; schema: string | null }>(
    `select current_setting('server_version_num')::int / 10000 as version, current_schema() as schema`,
  );
  return { version: rows[0]?.version ?? 0, schema: rows[0]?.schema ?? null };
}
