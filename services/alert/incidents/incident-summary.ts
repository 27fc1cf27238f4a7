import { z } from 'zod';
import type { Queryable } from '../counting/changed-hours.ts';
import { incidentKind, severity } from '../message/facts.ts';

export const statuses = ['firing', 'escalated', 'resolved', 'retracted'] as const;
export type Status = (typeof statuses)[number];

const summarySchema = z.object({
  id: z.string(),
  product: z.string(),
  kind: incidentKind,
  severity,
  status: z.enum(statuses),
  historical: z.boolean(),
  windowMinutes: z.number(),
  negative: z.number(),
  mentions: z.number(),
  baselineShare: z.number(),
  expected: z.number(),
  tail: z.number(),
  pendingAt: z.number(),
  detectedAt: z.number(),
  openedAt: z.number(),
  escalatedAt: z.number().nullable(),
  resolvedAt: z.number().nullable(),
  reopened: z.number(),
  sensitivity: z.string(),
  model: z.string(),
  confirmed: z.boolean().nullable(),
});

/** An incident without what was told of it; times in milliseconds UTC. */
export type IncidentSummary = z.infer<typeof summarySchema>;

const milliseconds = (column: string): string => `extract(epoch from ${column})::float8 * 1000`;

const columns = `
  id::text, product_id as product, kind, severity, status, historical,
  (extract(epoch from window_length) / 60)::float8 as "windowMinutes", negative, mentions, baseline_share as "baselineShare",
  expected, tail, ${milliseconds('pending_at')} as "pendingAt", ${milliseconds('detected_at')} as "detectedAt",
  ${milliseconds('opened_at')} as "openedAt", ${milliseconds('escalated_at')} as "escalatedAt",
  ${milliseconds('resolved_at')} as "resolvedAt", reopened, sensitivity, model, confirmed`;

/** Which incidents are wanted; null: all. */
export interface IncidentFilter {
  readonly products: readonly string[] | null;
  readonly statuses: readonly Status[] | null;
  /** Opened since, or still open then; milliseconds UTC. */
  readonly since: number | null;
  /** Those found in history too. */
  readonly historical: boolean;
  readonly limit: number;
}

/** Incidents, the newest first. */
export async function listIncidents(
  client: Queryable,
  { products, statuses: wanted, since, historical, limit }: IncidentFilter,
): Promise<IncidentSummary[]> {
  const { rows } = await client.query(
    `select ${columns} from incidents
     where ($1::text[] is null or product_id = any($1)) and ($2::text[] is null or status = any($2))
       and ($3::float8 is null or coalesce(resolved_at, 'infinity') >= to_timestamp($3::float8 / 1000))
       and ($4 or not historical)
     order by opened_at desc, id limit $5`,
    [products, wanted, since, historical, limit],
  );
  return z.array(summarySchema).parse(rows);
}

/** One incident by its full id. */
export async function loadIncident(client: Queryable, id: string): Promise<IncidentSummary | null> {
  const { rows } = await client.query(`select ${columns} from incidents where id = $1`, [id]);
  return z.array(summarySchema).parse(rows)[0] ?? null;
}
