import type { Pool } from 'pg';
import { z } from 'zod';
import { productSchema, type Product } from '../product/product.ts';
import { databaseError } from './errors.ts';

/**
 * Adds products, and brings those whose id is there already to what is given; others stay as they are. All or nothing.
 *
 * @throws TonewatchError DATABASE_UNREACHABLE, DATABASE_CONFLICT, DATABASE_REJECTED, DATABASE_FAILED
 */
export async function upsertProducts(pool: Pool, products: readonly Product[]): Promise<void> {
  // The last of several with one id.
  const byId = [...new Map(products.map((product) => [product.id, product])).values()];
  try {
    await pool.query(
      `insert into products as p (id, name, brand, query, active)
       select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::boolean[]) as given(id, name, brand, query, active)
       order by id
       on conflict (id) do update
         set name = excluded.name, brand = excluded.brand, query = excluded.query, active = excluded.active, updated_at = now()
         where (p.name, p.brand, p.query, p.active)
           is distinct from (excluded.name, excluded.brand, excluded.query, excluded.active)`,
      [
        byId.map(({ id }) => id),
        byId.map(({ name }) => name),
        byId.map(({ brand }) => brand),
        byId.map(({ query }) => query),
        byId.map(({ active }) => active),
      ],
    );
  } catch (error) {
    throw databaseError(error);
  }
}

/**
 * All products, by id.
 *
 * @throws TonewatchError DATABASE_UNREACHABLE, DATABASE_FAILED
 */
export async function listProducts(pool: Pool): Promise<Product[]> {
  try {
    const { rows } = await pool.query('select id, name, brand, query, active from products order by id');
    return z.array(productSchema).parse(rows);
  } catch (error) {
    throw databaseError(error);
  }
}

/**
 * A value that differs whenever any product has been added, changed or removed, by whatever program: made from the
 * version numbers that PostgreSQL keeps of rows, because a time of change can be overtaken by a slower transaction.
 *
 * @throws TonewatchError DATABASE_UNREACHABLE, DATABASE_FAILED
 */
export async function productsVersion(pool: Pool): Promise<string> {
  try {
    const { rows } = await pool.query<{ version: string }>(
      `select count(*) || ':' || coalesce(sum(hashtextextended(id || ' ' || xmin::text, 0)), 0) as version from products`,
    );
    return rows[0]?.version ?? '';
  } catch (error) {
    throw databaseError(error);
  }
}
