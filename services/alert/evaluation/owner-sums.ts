import type { Queryable } from '../counting/changed-hours.ts';
import type { SharePrior } from '../detection/history.ts';
import type { ProductSums } from '../detection/owner-prior.ts';
import { dailyPrior, PRIOR_REACH } from '../detection/prior-by-day.ts';
import { DAY } from '../detection/windows.ts';

/** So many products say enough of what is usual for an owner. */
const PRODUCTS = 100;

interface Row extends ProductSums {
  readonly product_id: string;
  /** Where the day begins, milliseconds UTC. */
  readonly day: number;
}

/** What the owner's products say of the share of a new one, at any moment between two (milliseconds UTC); see dailyPrior. */
export async function ownerPriors(
  client: Queryable,
  from: number,
  to: number,
): Promise<(at: number) => SharePrior> {
  const { rows } = await client.query<Row>(
    `select product_id, floor(extract(epoch from minute) / 86400)::float8 * 86400000 as day,
       sum(mentions)::float8 as mentions, sum(negative)::float8 as negative
     from distinct_minutes
     where product_id in (select id from products order by id limit $3)
       and minute >= to_timestamp($1 / 1000.0) and minute < to_timestamp($2 / 1000.0)
     group by 1, 2`,
    [Math.floor((from - PRIOR_REACH) / DAY) * DAY, (Math.floor(to / DAY) + 1) * DAY, PRODUCTS],
  );
  return dailyPrior((first, end) => sumsOf(rows.filter(({ day }) => day >= first && day < end)));
}

/** By product, all its days together. */
function sumsOf(rows: readonly Row[]): Iterable<ProductSums> {
  const sums = new Map<string, { mentions: number; negative: number }>();
  for (const row of rows) {
    const sum = sums.get(row.product_id) ?? { mentions: 0, negative: 0 };
    sum.mentions += row.mentions;
    sum.negative += row.negative;
    sums.set(row.product_id, sum);
  }
  return sums.values();
}
