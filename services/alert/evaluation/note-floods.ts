import type { Queryable } from '../counting/changed-hours.ts';
import { findFlood } from '../facts/find-flood.ts';
import { LEAST_MENTIONS, looksLikeFlood } from '../facts/flood.ts';
import { noteFlood } from '../facts/note-flood.ts';
import type { ProductStep } from './step-products.ts';

/** Names floods: many negative mentions of which few are left when a cluster counts once and an author once an hour. */
export async function noteFloods(
  client: Queryable,
  steps: readonly ProductStep[],
  end: number,
): Promise<void> {
  const raw = await negativesInHour(
    client,
    steps.map(({ state }) => state.id),
    end,
  );
  for (const { state, live, usualInHour } of steps) {
    const negative = raw.get(state.id) ?? 0;
    if (!looksLikeFlood(negative, Math.max(live.negative[1] ?? 0, usualInHour))) continue;
    const flood = await findFlood(client, state.id, end);
    if (flood) await noteFlood(client, state.id, flood);
  }
}

async function negativesInHour(
  client: Queryable,
  products: readonly string[],
  end: number,
): Promise<Map<string, number>> {
  const { rows } = await client.query<{ product_id: string; negative: number }>(
    `select product_id, sum(negative)::float8 as negative from sentiment_minutes
     where product_id = any($1) and minute >= to_timestamp($2 / 1000.0) - interval '1 hour' and minute < to_timestamp($2 / 1000.0)
     group by 1 having sum(negative) >= $3`,
    [products, end, LEAST_MENTIONS],
  );
  return new Map(rows.map(({ product_id, negative }) => [product_id, negative]));
}
