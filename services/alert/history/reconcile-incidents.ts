import type { Queryable } from '../counting/changed-hours.ts';
import type { Incident } from '../detection/lifecycle.ts';
import { insertIncident, updateIncident } from '../evaluation/incident-rows.ts';

interface Known {
  readonly id: string;
  readonly historical: boolean;
  readonly pending: number;
  readonly opened: number;
  /** Infinity while it is open. */
  readonly resolved: number;
  readonly rated: boolean;
}

export interface Found {
  readonly product: string;
  readonly model: string;
  readonly sensitivity: string;
  readonly incidents: readonly Incident[];
  /** The stretch that was gone through, milliseconds UTC. */
  readonly from: number;
  readonly to: number;
}

/**
 * Makes the historical incidents of a stretch those that were found: the same ones stay, others go (unless people have rated
 * them), new ones come, silently. What was told of live is left alone, and what it overlaps is the same thing.
 */
export async function reconcileIncidents(client: Queryable, found: Found): Promise<void> {
  const known = await knownIncidents(client, found);
  const live = known.filter(({ historical }) => !historical);
  const before = known.filter(({ historical, pending }) => historical && pending >= found.from);
  const now = found.incidents.filter(
    (incident) => !live.some(({ pending, resolved }) => overlaps(incident, pending, resolved)),
  );
  const byOpening = new Map(before.map((each) => [each.opened, each]));
  const { product, model, sensitivity } = found;
  for (const incident of now) {
    const same = byOpening.get(incident.openedAt);
    byOpening.delete(incident.openedAt);
    if (same) await updateIncident(client, same.id, incident);
    else await insertIncident(client, { product, incident, historical: true, sensitivity, model });
  }
  const gone = [...byOpening.values()].filter(({ rated }) => !rated).map(({ id }) => id);
  if (gone.length > 0) await client.query('delete from incidents where id = any($1::uuid[])', [gone]);
}

function overlaps({ pendingAt, resolvedAt }: Incident, from: number, to: number): boolean {
  return pendingAt <= to && (resolvedAt ?? Infinity) >= from;
}

async function knownIncidents(client: Queryable, { product, from, to }: Found): Promise<Known[]> {
  // One that an evaluation is making live is waited for: then it is live.
  await client.query('select from incidents where product_id = $1 and historical order by id for update', [
    product,
  ]);
  const { rows } = await client.query<Omit<Known, 'resolved'> & { resolved: number | null }>(
    `select id::text, historical,
       extract(epoch from pending_at)::float8 * 1000 as pending,
       extract(epoch from opened_at)::float8 * 1000 as opened,
       extract(epoch from resolved_at)::float8 * 1000 as resolved,
       exists (select from feedback f where f.incident_id = incidents.id) as rated
     from incidents
     where product_id = $1 and pending_at < to_timestamp($3 / 1000.0)
       and (resolved_at is null or resolved_at >= to_timestamp($2 / 1000.0))`,
    [product, from, to],
  );
  return rows.map((row) => ({ ...row, resolved: row.resolved ?? Infinity }));
}
