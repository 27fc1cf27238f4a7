import type { Pool, PoolClient } from 'pg';
import { databaseError } from './errors.ts';

/**
 * Runs `work` in one transaction; what it returns is committed. `settings`: SET LOCAL statements. Every statement sees
 * what was committed before it began, whatever the default of the server: after waiting for a lock that is essential.
 *
 * @throws TonewatchError of databaseError; nothing is stored then.
 */
export async function inTransaction<T>(
  pool: Pool,
  settings: string,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  let client: PoolClient | undefined;
  let broken = false;
  try {
    client = await pool.connect();
    await client.query(`begin isolation level read committed; ${settings}`);
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (caught) {
    const error = databaseError(caught);
    // A server that does not answer would not answer to this either; it rolls back when the connection ends.
    broken = error.code === 'DATABASE_UNREACHABLE' || !(await rolledBack(client));
    throw error;
  } finally {
    client?.release(broken);
  }
}

function rolledBack(client: PoolClient | undefined): Promise<boolean> {
  if (!client) return Promise.resolve(true);
  return client.query('rollback').then(
    () => true,
    () => false,
  );
}
