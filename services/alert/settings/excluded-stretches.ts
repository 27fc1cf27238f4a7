import type { Queryable } from '../counting/changed-hours.ts';
import type { Stretch } from '../evaluation/histories.ts';

interface Row {
  readonly product: string;
  readonly starts: number;
  readonly ends: number;
}

/**
 * By product, the stretches of event time that are left out of its baseline and overlap `from` to `to` (milliseconds UTC), by
 * when they begin: incidents that people have confirmed (useful, or expected), from when the tests first held to when it was
 * over, or for 24 hours where it is not over yet; and mutes of campaigns. Products without any have no entry.
 */
export async function excludedStretches(
  client: Queryable,
  products: readonly string[] | 'all',
  from: number,
  to: number,
): Promise<Map<string, Stretch[]>> {
  const { rows } = await client.query<Row>(
    `with stretches as (
       select product_id, pending_at as starts, coalesce(resolved_at, opened_at + interval '24 hours') as ends
       from incidents where confirmed
       union all
       select product_id, starts_at, ends_at from alert_mutes where campaign and product_id is not null
       union all
       select p.id, m.starts_at, m.ends_at from alert_mutes m join products p on p.brand = m.brand where m.campaign
     )
     select product_id as product, extract(epoch from starts)::float8 * 1000 as starts, extract(epoch from ends)::float8 * 1000 as ends
     from stretches
     where ($1::text[] is null or product_id = any($1)) and starts < to_timestamp($3::float8 / 1000) and ends > to_timestamp($2::float8 / 1000)
     order by starts, ends`,
    [products === 'all' ? null : products, from, to],
  );
  const stretches = new Map<string, Stretch[]>();
  for (const { product, starts, ends } of rows) {
    const own = stretches.get(product);
    if (own) own.push({ from: starts, to: ends });
    else stretches.set(product, [{ from: starts, to: ends }]);
  }
  return stretches;
}
