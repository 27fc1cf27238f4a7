import { z } from 'zod';
import type { Queryable } from '../counting/changed-hours.ts';

const rowsSchema = z.array(
  z.object({
    product: z.string(),
    startedAt: z.number(),
    lastSeenAt: z.number(),
    kind: z.enum(['copies', 'authors']),
    mentions: z.number(),
    counted: z.number(),
    example: z.string(),
  }),
);

/** Many negative mentions that were copies of a few posts, or of a few authors; times in milliseconds UTC. */
export type Flood = z.infer<typeof rowsSchema>[number];

/** The newest floods that were seen since a moment (milliseconds UTC); with `products` only of these. */
export async function listFloods(
  client: Queryable,
  {
    products,
    since,
    limit,
  }: { readonly products: readonly string[] | null; readonly since: number | null; readonly limit: number },
): Promise<Flood[]> {
  const { rows } = await client.query(
    `select product_id as product, extract(epoch from started_at)::float8 * 1000 as "startedAt",
       extract(epoch from last_seen_at)::float8 * 1000 as "lastSeenAt", kind, mentions, counted, example
     from floods
     where ($1::text[] is null or product_id = any($1)) and ($2::float8 is null or last_seen_at >= to_timestamp($2::float8 / 1000))
     order by started_at desc, product_id limit $3`,
    [products, since, limit],
  );
  return rowsSchema.parse(rows);
}
