import type { Queryable } from '../counting/changed-hours.ts';
import type { Incident } from '../detection/lifecycle.ts';
import { windows } from '../detection/windows.ts';
import { incidentFactsSchema, type IncidentFacts } from '../message/facts.ts';

/** An incident as a row of `incidents`. */
export interface IncidentRow {
  readonly product: string;
  readonly incident: Incident;
  readonly historical: boolean;
  readonly sensitivity: string;
  readonly model: string;
}

/** firing, escalated or resolved: what the times of an incident say. */
export function statusOf({ resolvedAt, escalatedAt }: Incident): 'firing' | 'escalated' | 'resolved' {
  if (resolvedAt !== null) return 'resolved';
  return escalatedAt === null ? 'firing' : 'escalated';
}

/** Stores a new incident; returns its id. */
export async function insertIncident(client: Queryable, row: IncidentRow): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `insert into incidents (
       product_id, historical, sensitivity, model, pending_at, opened_at, kind, severity, status, window_length, negative,
       mentions, baseline_share, expected, tail, escalated_at, resolved_at, reopened, peak_negative, peak_mentions
     ) values (
       $1, $2, $3, $4, to_timestamp($5), to_timestamp($6), $7, $8, $9, make_interval(mins => $10), $11,
       $12, $13, $14, $15, to_timestamp($16), to_timestamp($17), $18, $19, $20
     ) returning id::text`,
    [
      row.product,
      row.historical,
      row.sensitivity,
      row.model,
      row.incident.pendingAt / 1_000,
      row.incident.openedAt / 1_000,
      ...changing(row.incident),
    ],
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('an insert returned no row');
  return id;
}

/** Brings an incident up to date; one that was historical becomes live with `live`. */
export async function updateIncident(
  client: Queryable,
  id: string,
  incident: Incident,
  { live = false } = {},
): Promise<void> {
  await client.query(
    `update incidents set historical = historical and not $2, kind = $3, severity = $4, status = $5,
       window_length = make_interval(mins => $6), negative = $7, mentions = $8, baseline_share = $9, expected = $10, tail = $11,
       escalated_at = to_timestamp($12), resolved_at = to_timestamp($13), reopened = $14, peak_negative = $15,
       peak_mentions = $16
     where id = $1 and status <> 'retracted'`,
    [id, live, ...changing(incident)],
  );
}

/** kind, severity, status, window, k, n, p0, μ, tail, escalated, resolved, reopened, peak k and n. */
function changing(incident: Incident): unknown[] {
  const { told, peak, escalatedAt, resolvedAt, reopened } = incident;
  return [
    told.kind,
    told.severity,
    statusOf(incident),
    windows[told.window].minutes,
    told.negative,
    told.mentions,
    told.baselineShare,
    told.expected,
    told.tail,
    escalatedAt === null ? null : escalatedAt / 1_000,
    resolvedAt === null ? null : resolvedAt / 1_000,
    reopened,
    peak.negative,
    peak.mentions,
  ];
}

/** The incident that history has left open for a product, if there is one; locked, for history may be about to remove it. */
export async function openHistoricalIncident(client: Queryable, product: string): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    `select id::text from incidents
     where product_id = $1 and historical and status in ('firing', 'escalated') order by opened_at desc limit 1
     for update`,
    [product],
  );
  return rows[0]?.id ?? null;
}

/** Keeps what the last message said. */
export async function saveFacts(client: Queryable, id: string, facts: IncidentFacts): Promise<void> {
  await client.query('update incidents set facts = $2 where id = $1', [id, facts]);
}

/** What the last message said; null when there was none. */
export async function loadFacts(client: Queryable, id: string): Promise<IncidentFacts | null> {
  const { rows } = await client.query<{ facts: unknown }>('select facts from incidents where id = $1', [id]);
  const facts = rows[0]?.facts ?? null;
  return facts === null ? null : incidentFactsSchema.parse(facts);
}
