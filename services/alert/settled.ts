import type { Pool } from 'pg';
import { databaseError } from '#shared/database/errors.ts';

/**
 * Whether alerting has gone through all that is stored: no hour is yet to be counted, no history yet to be gone through, except
 * for incidents that are open still.
 *
 * @throws TonewatchError DATABASE_UNREACHABLE, DATABASE_FAILED
 */
export async function isSettled(pool: Pool): Promise<boolean> {
  try {
    const { rows } = await pool.query<{ settled: boolean }>(
      `select not exists (select from changed_hours c where exists (select from products p where p.id = c.product_id and p.active))
         and not exists (select from alert_history where due_at <= now() + interval '1 minute') as settled`,
    );
    return rows[0]?.settled ?? false;
  } catch (error) {
    throw databaseError(error);
  }
}
