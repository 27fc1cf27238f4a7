import type { Queryable } from '../counting/changed-hours.ts';

/** A product about which nothing is decided now, and why. */
export interface ProductOnHold {
  readonly product: string;
  readonly reasons: readonly string[];
}

/** Products whose data are incomplete; with `products` only of these. */
export async function productsOnHold(
  client: Queryable,
  products: readonly string[] | null,
): Promise<ProductOnHold[]> {
  const { rows } = await client.query<ProductOnHold>(
    `select product_id as product, hold as reasons from alert_state
     where cardinality(hold) > 0 and ($1::text[] is null or product_id = any($1)) order by product_id`,
    [products],
  );
  return rows;
}
