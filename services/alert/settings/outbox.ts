import { z } from 'zod';
import type { Queryable } from '../counting/changed-hours.ts';

const rowsSchema = z.array(
  z.object({
    id: z.string(),
    channel: z.string(),
    event: z.string(),
    severity: z.string(),
    incidents: z.array(z.string()),
    products: z.array(z.string()),
    createdAt: z.number(),
    dueAt: z.number(),
    attempts: z.number(),
    claimed: z.boolean(),
    sentAt: z.number().nullable(),
    held: z.string().nullable(),
    inDigest: z.boolean(),
    lastError: z.string().nullable(),
  }),
);

/** A message to a recipient, and how far it has come; times in milliseconds UTC. */
export type OutboxMessage = z.infer<typeof rowsSchema>[number];

const milliseconds = (column: string): string => `extract(epoch from ${column})::float8 * 1000`;

/** The newest messages, newest first; with `incident` only those about it. */
export async function loadOutbox(
  client: Queryable,
  { limit, incident = null }: { readonly limit: number; readonly incident?: string | null },
): Promise<OutboxMessage[]> {
  const { rows } = await client.query(
    `select n.id::text, channel, event, severity, incidents::text[],
       array(select distinct i.product_id from incidents i where i.id = any(n.incidents) order by 1) as products,
       ${milliseconds('created_at')} as "createdAt", ${milliseconds('due_at')} as "dueAt", attempts,
       coalesce(claimed_until > now(), false) as claimed, ${milliseconds('sent_at')} as "sentAt", held,
       digest_id is not null as "inDigest", last_error as "lastError"
     from notifications n
     where $2::uuid is null or incidents @> array[$2::uuid]
     order by seq desc limit $1`,
    [limit, incident],
  );
  return rowsSchema.parse(rows);
}
