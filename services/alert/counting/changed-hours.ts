import type { Pool, PoolClient } from 'pg';

export type Queryable = Pick<Pool | PoolClient, 'query'>;

/** An hour of event time of a product; `hour`: where it begins, milliseconds UTC, in multiples of an hour. */
export interface ProductHour {
  readonly product: string;
  readonly hour: number;
}

interface Row {
  readonly product_id: string;
  readonly hour: number;
}

/**
 * Takes the sink's notes of hours that have changed, of these products from `since` on (milliseconds UTC). What the sink
 * has committed by now is in the mentions; what it commits later it notes again.
 */
export async function takeRecentHours(
  client: Queryable,
  products: readonly string[],
  since: number,
): Promise<ProductHour[]> {
  const { rows } = await client.query<Row>(
    `with taken as (
       delete from changed_hours where product_id = any($1) and hour >= to_timestamp($2 / 1000.0) returning product_id, hour
     )
     select product_id, extract(epoch from hour)::float8 * 1000 as hour from taken group by product_id, hour`,
    [products, since],
  );
  return rows.map(({ product_id, hour }) => ({ product: product_id, hour }));
}

/** The same of hours before `before`, of any products, at most so many notes; what somebody else is taking is left to them. */
export async function takePastHours(client: Queryable, before: number, most: number): Promise<ProductHour[]> {
  const { rows } = await client.query<Row>(
    `with chosen as (
       select ctid from changed_hours where hour < to_timestamp($1 / 1000.0)
       order by product_id, hour limit $2 for update skip locked
     ),
     taken as (delete from changed_hours where ctid in (select ctid from chosen) returning product_id, hour)
     select product_id, extract(epoch from hour)::float8 * 1000 as hour from taken group by product_id, hour
     order by product_id, hour`,
    [before, most],
  );
  return rows.map(({ product_id, hour }) => ({ product: product_id, hour }));
}
