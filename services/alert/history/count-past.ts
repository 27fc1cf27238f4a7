import type { Pool } from 'pg';
import { inTransaction } from '#shared/database/transaction.ts';
import { takePastHours } from '../counting/changed-hours.ts';
import { countHours } from '../counting/count-hours.ts';
import { noteChangedHistory } from './changed-history.ts';

/** Hours in one transaction. */
const MOST = 2_000;

const settings = `
set local lock_timeout = '20s';
set local statement_timeout = '120s';
set local idle_in_transaction_session_timeout = '60s'`;

/**
 * Counts hours before `before` (milliseconds UTC) that have changed, some at a time. Returns how many; 0: nothing is left, or
 * others are at it.
 *
 * @throws TonewatchError of databaseError
 */
export function countPast(pool: Pool, before: number, now: number): Promise<number> {
  return inTransaction(pool, settings, async (client) => {
    const hours = await takePastHours(client, before, MOST);
    if (hours.length === 0) return 0;
    await countHours(client, hours, now);
    const products = [...new Set(hours.map(({ product }) => product))].sort();
    // In the order in which evaluations lock: the state of a product first.
    await client.query(
      `update alert_state set history_version = history_version + 1
       where product_id in (select product_id from alert_state where product_id = any($1) order by product_id for update)`,
      [products],
    );
    await noteChangedHistory(client, hours, now);
    return hours.length;
  });
}
