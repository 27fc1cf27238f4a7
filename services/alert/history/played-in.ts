import type { ProductHour, Queryable } from '../counting/changed-hours.ts';

/** Of these hours the ones in which something counts that came through the backfill lane: live evaluation does not see it. */
export async function playedIn(client: Queryable, hours: readonly ProductHour[]): Promise<ProductHour[]> {
  if (hours.length === 0) return [];
  const { rows } = await client.query<ProductHour>(
    `select product, seconds * 1000 as hour
     from unnest($1::text[], $2::float8[]) as given(product, seconds)
     where exists (
       select from distinct_minutes d
       where d.product_id = product and d.minute >= to_timestamp(seconds) and d.minute < to_timestamp(seconds) + interval '1 hour'
         and d.mentions > d.live_mentions
     )`,
    [hours.map(({ product }) => product), hours.map(({ hour }) => hour / 1_000)],
  );
  return rows;
}
