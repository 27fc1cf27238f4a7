import type { Queryable } from '../counting/changed-hours.ts';
import { summed, type SummedSeries } from '../detection/series.ts';
import { MINUTE } from '../detection/windows.ts';

export interface StoredSeries {
  readonly series: SummedSeries;
  /** The model that scored most of it; of several the first by name. */
  readonly model: string;
}

interface Row {
  readonly at: number;
  readonly model: string;
  readonly mentions: number;
  readonly negative: number;
}

/** The counted mentions of a product by minute, both lanes, between two moments (whole minutes, milliseconds UTC); null: none. */
export async function loadSeries(
  client: Queryable,
  product: string,
  from: number,
  to: number,
): Promise<StoredSeries | null> {
  const { rows } = await client.query<Row>(
    `select (extract(epoch from minute) / 60)::float8 - $4 as at, model, mentions, negative
     from distinct_minutes
     where product_id = $1 and minute >= to_timestamp($2 / 1000.0) and minute < to_timestamp($3 / 1000.0)`,
    [product, from, to, from / MINUTE],
  );
  if (rows.length === 0) return null;
  const model = mostUsed(rows);
  const length = Math.round((to - from) / MINUTE);
  const mentions = new Uint32Array(length);
  const scored = new Uint32Array(length);
  const negative = new Uint32Array(length);
  for (const row of rows) {
    mentions[row.at] = (mentions[row.at] ?? 0) + row.mentions;
    if (row.model !== model) continue;
    scored[row.at] = row.mentions;
    negative[row.at] = row.negative;
  }
  return { model, series: summed({ start: from, bucketMinutes: 1, mentions, scored, negative }) };
}

function mostUsed(rows: readonly Row[]): string {
  const mentions = new Map<string, number>();
  for (const { model, mentions: count } of rows) mentions.set(model, (mentions.get(model) ?? 0) + count);
  const [most] = [...mentions].sort(([a, of], [b, than]) => than - of || (a < b ? -1 : 1));
  return most?.[0] ?? '';
}
