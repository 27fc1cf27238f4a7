import { z } from 'zod';
import type { Queryable } from '../counting/changed-hours.ts';
import type { RatedIncident } from './proposal.ts';
import { ratings } from './rating.ts';

const rowsSchema = z.array(
  z.object({
    id: z.string(),
    product: z.string(),
    brand: z.string().nullable(),
    sensitivity: z.string(),
    rating: z.enum(ratings),
    pendingAt: z.number(),
    openedAt: z.number(),
    resolvedAt: z.number().nullable(),
  }),
);

const milliseconds = (column: string): string => `extract(epoch from ${column})::float8 * 1000`;

/** The incidents opened since a moment (milliseconds UTC) that people have rated, of products that are watched, oldest first. */
export async function ratedIncidents(client: Queryable, since: number): Promise<RatedIncident[]> {
  const { rows } = await client.query(
    `select i.id::text, i.product_id as product, p.brand, i.sensitivity, f.rating, ${milliseconds('pending_at')} as "pendingAt",
       ${milliseconds('opened_at')} as "openedAt", ${milliseconds('resolved_at')} as "resolvedAt"
     from incidents i
     join products p on p.id = i.product_id and p.active
     join (select distinct on (incident_id) incident_id, rating from feedback order by incident_id, id desc) f on f.incident_id = i.id
     where i.opened_at >= to_timestamp($1::float8 / 1000)
     order by i.opened_at, i.id`,
    [since],
  );
  return rowsSchema.parse(rows);
}
