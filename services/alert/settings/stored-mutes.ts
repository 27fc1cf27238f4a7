import { z } from 'zod';
import type { Queryable } from '../counting/changed-hours.ts';

/** A stretch of time in which nobody is told of a product, or of the products of a brand; times in milliseconds UTC. */
export interface Mute {
  readonly id: number;
  /** One of both is null. */
  readonly product: string | null;
  readonly brand: string | null;
  readonly startsAt: number;
  readonly endsAt: number;
  /** Whether the stretch is left out of the baseline too. */
  readonly campaign: boolean;
  readonly reason: string;
}

const rowsSchema = z.array(
  z.object({
    id: z.number(),
    product: z.string().nullable(),
    brand: z.string().nullable(),
    startsAt: z.number(),
    endsAt: z.number(),
    campaign: z.boolean(),
    reason: z.string(),
  }),
);

/** The mutes that are not over at `now` (milliseconds UTC), by when they begin; also those that are yet to begin. */
export async function loadMutes(client: Queryable, now: number): Promise<Mute[]> {
  const { rows } = await client.query(
    `select id::float8, product_id as product, brand, extract(epoch from starts_at)::float8 * 1000 as "startsAt",
       extract(epoch from ends_at)::float8 * 1000 as "endsAt", campaign, reason
     from alert_mutes where ends_at > to_timestamp($1::float8 / 1000) order by starts_at, id`,
    [now],
  );
  return rowsSchema.parse(rows);
}

/**
 * The mute that silences a product at a moment (milliseconds UTC), or null. A mute holds from its start to before its end; of
 * several it is the one that ends last.
 */
export function mutedBy(
  mutes: readonly Mute[],
  { id, brand }: { readonly id: string; readonly brand: string | null },
  at: number,
): Mute | null {
  let found: Mute | null = null;
  for (const mute of mutes) {
    const itsOwn = mute.product === null ? brand !== null && mute.brand === brand : mute.product === id;
    if (!itsOwn || at < mute.startsAt || at >= mute.endsAt) continue;
    if (found === null || mute.endsAt > found.endsAt) found = mute;
  }
  return found;
}
