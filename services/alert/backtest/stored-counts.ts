import type { Pool } from 'pg';
import { databaseError } from '#shared/database/errors.ts';
import { MINUTE } from '../detection/windows.ts';
import { loadSeries } from '../history/load-series.ts';
import type { ProductCounts } from './counts/count-series.ts';

/**
 * The history in the database, as alerting counts it: a cluster once, an author once an hour; minutes, by product. Shares are
 * those of the model that scored most of a product's mentions. All series end with the newest minute of any product.
 *
 * @param onProgress told of the share that is done, between 0 and 1
 * @throws TonewatchError DATABASE_UNREACHABLE, DATABASE_FAILED
 */
export async function storedCounts(
  pool: Pool,
  onProgress: (share: number) => void = () => undefined,
): Promise<ProductCounts[]> {
  try {
    const { rows } = await pool.query<StoredProduct>(productsQuery);
    const end = Math.max(...rows.map(({ last }) => last)) + MINUTE;
    const counts: ProductCounts[] = [];
    for (const { product, first } of rows) {
      const found = await loadSeries(pool, product, first, end);
      if (found) counts.push({ product, series: found.series });
      onProgress(counts.length / rows.length);
    }
    return counts;
  } catch (error) {
    throw databaseError(error);
  }
}

interface StoredProduct {
  readonly product: string;
  /** Its first and last minute, milliseconds UTC. */
  readonly first: number;
  readonly last: number;
}

const productsQuery = `
  select product_id as product, (extract(epoch from min(minute)) * 1000)::float8 as first,
    (extract(epoch from max(minute)) * 1000)::float8 as last
  from distinct_minutes group by product_id order by product_id collate "C"`;
