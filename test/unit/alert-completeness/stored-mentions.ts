import type { Pool } from 'pg';

export interface FedMentions {
  readonly product: string;
  readonly feed: string;
  readonly mentions: number;
}

/** Stores products with mentions that the feeds brought, evenly over the day before `now`, milliseconds UTC. */
export async function addMentions(pool: Pool, now: number, given: readonly FedMentions[]): Promise<void> {
  await pool.query(
    "select make_mentions_partition((to_timestamp($1 / 1000.0) - days * interval '1 day')::date) from generate_series(0, 3) days",
    [now],
  );
  for (const { product, feed, mentions } of given) {
    await pool.query("insert into products (id, name, query) values ($1, $1, 'x') on conflict do nothing", [
      product,
    ]);
    await pool.query(
      `insert into mentions (product_id, posted_at, post_id, platform, feed, text, language, cluster, revision)
       select $1, to_timestamp($3 / 1000.0) - (number + 0.5) / $4::float8 * interval '1 day', $2 || number, 'x', $2, '', 'en', '', now()
       from generate_series(0, $4::int - 1) number`,
      [product, feed, now, mentions],
    );
  }
}
