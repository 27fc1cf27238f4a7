import type { Queryable } from '../counting/changed-hours.ts';
import type { WindowCounts } from '../detection/finding.ts';
import { MINUTE, windowIndexes, windows } from '../detection/windows.ts';

/** What came live, in the four windows that end at one moment, as the newest model scored it. */
export interface LiveWindows extends WindowCounts {
  /** The model that scored the newest mention. */
  readonly model: string;
  /** End of the newest minute with a negative mention, milliseconds UTC; -Infinity where there is none. */
  readonly newestNegative: number;
}

interface Row {
  readonly product_id: string;
  readonly model: string;
  readonly newest: number;
  readonly newest_negative: number | null;
  readonly n: number[];
  readonly k: number[];
}

const sums = (column: string): string =>
  windowIndexes
    .map((i) => `coalesce(sum(${column}) filter (where minute >= to_timestamp($${i + 3})), 0)::float8`)
    .join(', ');

const statement = (mentions: string, negative: string): string => `
select product_id, model,
  extract(epoch from max(minute))::float8 * 1000 as newest,
  extract(epoch from max(minute) filter (where ${negative} > 0))::float8 * 1000 as newest_negative,
  array[${sums(mentions)}] as n,
  array[${sums(negative)}] as k
from distinct_minutes
where product_id = any($1) and minute >= to_timestamp($6) and minute < to_timestamp($2)
group by product_id, model`;

const statements = {
  live: statement('live_mentions', 'live_negative'),
  both: statement('mentions', 'negative'),
};

const minutes = windows.map((window) => window.minutes);

/**
 * By product the windows that end at `end` (milliseconds UTC, a whole minute), of what came live or in both lanes; none for
 * products without mentions.
 */
export async function windowSums(
  client: Queryable,
  products: readonly string[],
  end: number,
  lanes: 'live' | 'both' = 'live',
): Promise<Map<string, LiveWindows>> {
  const starts = windows.map((window) => end / 1_000 - window.minutes * 60);
  const { rows } = await client.query<Row>(statements[lanes], [products, end / 1_000, ...starts]);
  const newest = new Map<string, Row>();
  for (const row of rows) {
    const known = newest.get(row.product_id);
    if (!known || row.newest > known.newest || (row.newest === known.newest && row.model > known.model))
      newest.set(row.product_id, row);
  }
  return new Map(
    Array.from(newest, ([product, { model, n, k, newest_negative }]) => [
      product,
      {
        end,
        minutes,
        model,
        mentions: n,
        negative: k,
        newestNegative: newest_negative === null ? -Infinity : newest_negative + MINUTE,
      },
    ]),
  );
}
