import type { Pool, PoolClient } from 'pg';
import { databaseError } from './errors.ts';

/**
 * For transactions that wait for nobody without end, nor let others wait when their process has gone. A statement may take a
 * minute: less than the pool waits for an answer.
 */
export const limits = `
set local lock_timeout = '20s';
set local statement_timeout = '60s';
set local idle_in_transaction_session_timeout = '60s';`;

/** For transactions in which tables are large and what is asked of them is little: by index, always. */
export const byIndex = `
set local enable_seqscan = off;
set local enable_hashjoin = off;
set local enable_mergejoin = off;
set local jit = off;`;

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
