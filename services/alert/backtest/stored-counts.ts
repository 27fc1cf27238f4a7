import type { Pool } from 'pg';
import { databaseError } from '#shared/database/errors.ts';
import { summed, type SummedSeries } from '../detection/series.ts';
import { MINUTE } from '../detection/windows.ts';
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
    for (const stored of rows) {
      counts.push({ product: stored.product, series: await seriesOf(pool, stored, end) });
      onProgress(counts.length / rows.length);
    }
    return counts;
  } catch (error) {
    throw databaseError(error);
  }
}

interface StoredProduct {
  readonly product: string;
  /** The one with the most mentions. */
  readonly model: string;
  /** Its first and last minute, milliseconds UTC. */
  readonly first: number;
  readonly last: number;
}

const milliseconds = (time: string): string => `(extract(epoch from ${time}) * 1000)::float8`;

const productsQuery = `
  select product_id as product, (array_agg(model order by mentions desc, model))[1] as model,
    ${milliseconds('min(first)')} as first, ${milliseconds('max(last)')} as last
  from (
    select product_id, model, sum(mentions) as mentions, min(minute) as first, max(minute) as last
    from distinct_minutes group by product_id, model
  ) as by_model
  group by product_id order by product_id collate "C"`;

const minutesQuery = `
  select ${milliseconds('minute')}, sum(mentions)::int4,
    coalesce(sum(mentions) filter (where model = $2), 0)::int4,
    coalesce(sum(negative) filter (where model = $2), 0)::int4
  from distinct_minutes where product_id = $1 group by minute`;

type Minute = [time: number, mentions: number, scored: number, negative: number];

async function seriesOf(
  pool: Pool,
  { product, model, first }: StoredProduct,
  end: number,
): Promise<SummedSeries> {
  const { rows } = await pool.query<Minute>({
    text: minutesQuery,
    values: [product, model],
    rowMode: 'array',
  });
  const buckets = (end - first) / MINUTE;
  const mentions = new Uint32Array(buckets);
  const scored = new Uint32Array(buckets);
  const negative = new Uint32Array(buckets);
  for (const [time, all, own, ownNegative] of rows) {
    const bucket = (time - first) / MINUTE;
    mentions[bucket] = all;
    scored[bucket] = own;
    negative[bucket] = ownNegative;
  }
  return summed({ start: first, bucketMinutes: 1, mentions, scored, negative });
}
