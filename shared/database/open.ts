import pg from 'pg';
import type { Logger } from 'pino';
import type { Config } from '../config/schema.ts';
import { messageOf } from '../errors/tonewatch-error.ts';
import { startEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';

export interface OpenDatabase {
  readonly pool: pg.Pool;
  /** With the password: show it through redactUrl, except for the embedded one, which only this machine reaches. */
  readonly url: string;
  /** Ends the pool; then lets go of the embedded server, if it is that. */
  close(): Promise<void>;
}

/**
 * The database of the configuration, its tables up to date: the embedded one, or the one at `database.url`.
 *
 * @throws TonewatchError DATABASE_UNREACHABLE, DATABASE_UNSUPPORTED, DATABASE_FAILED, DATABASE_EMBEDDED_FAILED
 */
export async function openDatabase(config: Config, log: Logger): Promise<OpenDatabase> {
  const embedded = config.database.url === '' ? await startEmbedded(config.dataDir, log) : null;
  const url = embedded?.url ?? config.database.url;
  try {
    await migrate(url, log);
  } catch (error) {
    await embedded?.close();
    throw error;
  }
  const pool = openPool(url, config.database.poolSize, log);
  return {
    pool,
    url,
    async close() {
      await pool.end();
      await embedded?.close();
    },
  };
}

/** Longer than any statement may take (60 s): a server that has not answered by then is gone without a word. */
const ANSWER_LIMIT_MS = 75_000;

/**
 * Connections on demand, at most `size`. Losing an idle one is no failure: the next query opens another. Losing one that
 * is in use, or a server that does not answer any more, fails whatever is being asked.
 */
export function openPool(url: string, size: number, log: Logger): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'tonewatch',
    max: size,
    connectionTimeoutMillis: 10_000,
    query_timeout: ANSWER_LIMIT_MS,
    keepAlive: true,
  });
  pool.on('error', (error) => {
    log.debug({ reason: messageOf(error) }, 'an idle database connection was lost');
  });
  // node-postgres listens only while a connection is idle. One in use that is lost would end the process.
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
  });
  return pool;
}
