import { databaseError } from '#shared/database/errors.ts';
import { feedOf } from '#shared/stream/topics.ts';
import type { Queryable } from '../counting/changed-hours.ts';
import { DAY } from '../detection/windows.ts';

const LOOKED_BACK = 2 * DAY;
/**
 * Newest mentions of a product that are looked at. Each may be a page to read: a second or two for 10,000 products. Of a
 * feed with a fifth of the mentions, forty show less than a tenth once in thirty times.
 */
const LOOKED_AT = 40;
const LEAST_SHARE = 0.1;

/**
 * Active products that got at least a tenth of their mentions from this feed in the two days before `before` (milliseconds
 * UTC), by the newest forty of each.
 *
 * @throws TonewatchError DATABASE_…
 */
export async function fedProducts(
  client: Queryable,
  feedTopic: string,
  before: number,
): Promise<ReadonlySet<string>> {
  const { rows } = await client
    .query<{ id: string }>(
      `select p.id from products p cross join lateral (
         select count(*) as mentions, count(*) filter (where feed = $1) as fed from (
           select feed from mentions m
           where m.product_id = p.id and m.posted_at >= to_timestamp($2 / 1000.0) and m.posted_at < to_timestamp($3 / 1000.0)
           order by m.posted_at desc limit $4
         ) newest
       ) sums
       where p.active and fed > 0 and fed >= $5::float8 * mentions`,
      [feedOf(feedTopic), before - LOOKED_BACK, before, LOOKED_AT, LEAST_SHARE],
    )
    .catch((error: unknown) => {
      throw databaseError(error);
    });
  return new Set(rows.map(({ id }) => id));
}
