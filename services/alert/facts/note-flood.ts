import { databaseError } from '#shared/database/errors.ts';
import type { Queryable } from '../counting/changed-hours.ts';
import type { Flood } from './flood.ts';

/**
 * Keeps a flood of a product (its id) in `floods`. One that was last seen at most 2 hours before, or holds this moment, is
 * the same one and goes on: its numbers, kind and example are those of its worst hour. Not safe against another call for the same
 * product at the same time: whoever evaluates a product holds its lock.
 * @throws TonewatchError of databaseError
 */
export async function noteFlood(
  client: Queryable,
  product: string,
  { kind, startedAt, seenAt, mentions, counted, example }: Flood,
): Promise<void> {
  try {
    await client.query(statement, [
      product,
      startedAt / 1_000,
      seenAt / 1_000,
      kind,
      mentions,
      counted,
      example,
    ]);
  } catch (error) {
    throw databaseError(error);
  }
}

const statement = `
with given as (
  select $1::text as product_id, to_timestamp($2::float8) as started_at, to_timestamp($3::float8) as last_seen_at,
    $4::text as kind, $5::float8::int as mentions, $6::float8::int as counted, $7::text as example
),
same as (
  select f.product_id, f.started_at
  from floods f join given g using (product_id)
  where f.started_at <= g.last_seen_at and f.last_seen_at >= g.last_seen_at - interval '2 hours'
  order by f.started_at desc
  limit 1
)
insert into floods as f (product_id, started_at, last_seen_at, kind, mentions, counted, example)
select g.product_id, coalesce((select started_at from same), g.started_at), g.last_seen_at,
  g.kind, g.mentions, g.counted, g.example
from given g
on conflict (product_id, started_at) do update
set last_seen_at = greatest(f.last_seen_at, excluded.last_seen_at),
  (kind, mentions, counted, example) = (
    select kind, mentions, counted, example
    from (
      values (f.kind, f.mentions, f.counted, f.example),
        (excluded.kind, excluded.mentions, excluded.counted, excluded.example)
    ) as hours(kind, mentions, counted, example)
    order by mentions desc limit 1
  )`;
