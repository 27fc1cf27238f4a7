import type { Pool, PoolClient } from 'pg';
import { databaseError } from '#shared/database/errors.ts';

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
  try {
    client = await pool.connect();
    await client.query(`begin isolation level read committed; ${settings}`);
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    const broken = await client?.query('rollback').then(
      () => false,
      () => true,
    );
    client?.release(broken);
    client = undefined;
    throw databaseError(error);
  } finally {
    client?.release();
  }
}
