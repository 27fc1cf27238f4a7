import type { Pool } from 'pg';
import { z } from 'zod';
import { databaseError } from './errors.ts';

const rowSchema = z.object({
  id: z.string(),
  product: z.string(),
  kind: z.enum(['tone', 'surge']),
  severity: z.enum(['warning', 'serious', 'critical']),
  /** Found in history: nobody was told. */
  historical: z.boolean(),
  negative: z.number(),
  mentions: z.number(),
  baselineShare: z.number(),
  openedAt: z.date(),
  resolvedAt: z.date().nullable(),
});
/** An incident in short: the worst that was seen of it. */
export type IncidentSummary = z.infer<typeof rowSchema>;

/**
 * The incidents that opened last, the newest first; taken back ones are left out. `product` is the product's name.
 *
 * @throws TonewatchError DATABASE_UNREACHABLE, DATABASE_FAILED
 */
export async function latestIncidents(pool: Pool, most: number): Promise<IncidentSummary[]> {
  try {
    const { rows } = await pool.query(
      `select i.id::text, coalesce(p.name, i.product_id) as product, i.kind, i.severity, i.historical,
         i.peak_negative as negative, i.peak_mentions as mentions, i.baseline_share as "baselineShare",
         i.opened_at as "openedAt", i.resolved_at as "resolvedAt"
       from incidents i left join products p on p.id = i.product_id
       where i.status <> 'retracted' order by i.opened_at desc, i.id limit $1`,
      [most],
    );
    return z.array(rowSchema).parse(rows);
  } catch (error) {
    throw databaseError(error);
  }
}
