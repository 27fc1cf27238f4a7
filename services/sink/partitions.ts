import type { Pool } from 'pg';
import { inTransaction } from '#shared/database/transaction.ts';

/** A month, by its first day in UTC: `2026-11-01`. */
export type Month = string;

/** The months of these times (milliseconds UTC) that have a partition of their own. */
export function monthsOf(times: Iterable<number>): Set<Month> {
  const months = new Set<Month>();
  let from = 0;
  let to = 0; // most neighbours are of one month
  for (const time of times) {
    if (time >= from && time < to) continue;
    const date = new Date(time);
    const year = date.getUTCFullYear();
    if (!(year >= 2000 && year <= 2099)) continue;
    from = Date.UTC(year, date.getUTCMonth(), 1);
    to = Date.UTC(year, date.getUTCMonth() + 1, 1);
    months.add(new Date(from).toISOString().slice(0, 10));
  }
  return months;
}

/** The month of `now` and so many after it. */
export function monthsAhead(now: number, count: number): Set<Month> {
  const date = new Date(now);
  return monthsOf(
    Array.from({ length: count + 1 }, (_, i) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + i, 1)),
  );
}

/**
 * Makes the partitions of mentions for these months, where there are none. Safe in many copies at once.
 *
 * @throws TonewatchError DATABASE_UNREACHABLE, DATABASE_FAILED
 */
export async function makePartitions(pool: Pool, months: Iterable<Month>): Promise<void> {
  const make = 'select make_mentions_partition(month) from unnest($1::date[]) as month order by month';
  await inTransaction(pool, `set local lock_timeout = '20s'`, (client) => client.query(make, [[...months]]));
}
