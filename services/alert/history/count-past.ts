import type { Pool, PoolClient } from 'pg';
import { inTransaction, limits } from '#shared/database/transaction.ts';
import { takePastHours, type ProductHour } from '../counting/changed-hours.ts';
import { countHours } from '../counting/count-hours.ts';
import { noteChangedHistory } from './changed-history.ts';

/** Hours in one transaction, and mentions in them, so that it takes seconds whatever is said in an hour. */
const MOST = 2_000;
const MOST_MENTIONS = 200_000;

/**
 * Counts hours before `before` (milliseconds UTC) that have changed, some at a time. Returns how many; 0: nothing is left, or
 * others are at it.
 *
 * @throws TonewatchError of databaseError
 */
export function countPast(pool: Pool, before: number, now: number): Promise<number> {
  return inTransaction(pool, limits, async (client) => {
    const hours = await withinBudget(client, await takePastHours(client, before, MOST));
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

/** The first of these hours, with so many mentions as can be counted at once; the notes of the others are put back. */
async function withinBudget(
  client: PoolClient,
  hours: readonly ProductHour[],
): Promise<readonly ProductHour[]> {
  const { rows } = await client.query<{ mentions: number }>(
    `select (
       select coalesce(sum(mentions), 0)::float8 from sentiment_minutes m
       where m.product_id = given.product_id and m.minute >= to_timestamp(seconds) and m.minute < to_timestamp(seconds + 3600)
     ) as mentions
     from unnest($1::text[], $2::float8[]) with ordinality as given(product_id, seconds, place) order by place`,
    [hours.map(({ product }) => product), hours.map(({ hour }) => hour / 1_000)],
  );
  let sum = 0;
  const enough = rows.findIndex(({ mentions }, place) => (sum += mentions) > MOST_MENTIONS && place > 0);
  if (enough < 0) return hours;
  const later = hours.slice(enough);
  await client.query(
    `insert into changed_hours (product_id, hour) select product_id, to_timestamp(seconds)
     from unnest($1::text[], $2::float8[]) as given(product_id, seconds)`,
    [later.map(({ product }) => product), later.map(({ hour }) => hour / 1_000)],
  );
  return hours.slice(0, enough);
}
