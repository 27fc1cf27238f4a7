import type { Pool } from 'pg';
import { configFrom, type ConnectionOptions } from '../config/options.ts';
import { databaseError } from './errors.ts';
import { openDatabase } from './open.ts';
import { createLog } from '../telemetry/log.ts';

/**
 * Opens the database of the options for as long as `use` takes.
 *
 * @throws TonewatchError CONFIG_INVALID, and of openDatabase and databaseError
 */
export async function withDatabase<T>(
  options: ConnectionOptions,
  use: (pool: Pool) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(configFrom(options), createLog(options.logLevel ?? 'warn'));
  try {
    return await use(database.pool);
  } catch (error) {
    throw databaseError(error);
  } finally {
    await database.close();
  }
}
