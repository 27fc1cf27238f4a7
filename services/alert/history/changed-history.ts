import type { ProductHour, Queryable } from '../counting/changed-hours.ts';
import { HOUR } from '../detection/windows.ts';

/** History that goes on changing waits until nothing has changed for so long, but not for ever; milliseconds. */
const QUIET_FOR = 3_000;
const AT_MOST = 15_000;

/** Notes that hours of history have been counted anew: that stretch of each product is to be gone through again. */
export async function noteChangedHistory(
  client: Queryable,
  hours: readonly ProductHour[],
  now: number,
): Promise<void> {
  const stretches = new Map<string, { from: number; to: number }>();
  for (const { product, hour } of hours) {
    const known = stretches.get(product);
    const [from, to] = [Math.min(hour, known?.from ?? hour), Math.max(hour + HOUR, known?.to ?? 0)];
    stretches.set(product, { from, to });
  }
  if (stretches.size === 0) return;
  const products = [...stretches.keys()].sort();
  await client.query(
    `insert into alert_history as h (product_id, starts_at, ends_at, changed_at, due_at)
     select product_id, to_timestamp(starts / 1000), to_timestamp(ends / 1000), to_timestamp($4 / 1000.0),
       to_timestamp(($4 + $5) / 1000.0)
     from unnest($1::text[], $2::float8[], $3::float8[]) as given(product_id, starts, ends)
     where exists (select from products p where p.id = given.product_id)
     order by product_id
     on conflict (product_id) do update set
       starts_at = least(h.starts_at, excluded.starts_at),
       ends_at = greatest(h.ends_at, excluded.ends_at),
       due_at = least(greatest(excluded.due_at, h.due_at), greatest(h.changed_at + make_interval(secs => $6), excluded.changed_at))`,
    [
      products,
      products.map((product) => stretches.get(product)?.from ?? 0),
      products.map((product) => stretches.get(product)?.to ?? 0),
      now,
      QUIET_FOR,
      AT_MOST / 1_000,
    ],
  );
}
