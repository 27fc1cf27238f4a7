import type { Pool } from 'pg';

/** A place where two tables that must agree do not. */
export interface Difference {
  readonly kind: 'minute' | 'mention';
  readonly product: string;
  /** The minute of event time, or the id of the post. */
  readonly at: string;
  /** What is stored; null: no row. */
  readonly stored: unknown;
  /** What there should be; null: no row. */
  readonly expected: unknown;
}

/**
 * Checks the invariants of the sink, on one snapshot: sentiment_minutes equals a recount of mentions, to the row; and
 * post_versions names exactly the rows that mentions has. Returns the differences: none when all is well.
 */
export async function recountDifferences(pool: Pool): Promise<Difference[]> {
  const { rows } = await pool.query<Difference>(
    `with recount as (
       select product_id,
         date_bin('1 minute', posted_at, timestamptz '2000-01-01 00:00:00+00') as minute,
         count(*)::int as mentions,
         (count(*) filter (where label = 'negative'))::int as negative,
         (count(*) filter (where label = 'neutral'))::int as neutral,
         (count(*) filter (where label = 'positive'))::int as positive,
         (count(*) filter (where label is null))::int as unscored,
         coalesce(sum((positive - negative) * 1000000), 0)::bigint as score_sum
       from mentions
       group by 1, 2
     ),
     named as (
       select unnest(products) as product_id, posted_at, post_id, revision from post_versions
     )
     select 'minute' as kind, product_id as product, to_char(minute at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"') as at,
       to_jsonb(s) as stored, to_jsonb(r) as expected
     from sentiment_minutes s
     full join recount r using (product_id, minute)
     where to_jsonb(s) is distinct from to_jsonb(r)
     union all
     select 'mention', product_id, post_id, to_jsonb(m), to_jsonb(n)
     from (select product_id, posted_at, post_id, revision from mentions) m
     full join named n using (product_id, posted_at, post_id, revision)
     where m.post_id is null or n.post_id is null`,
  );
  return rows;
}
