import type { Queryable } from '../counting/changed-hours.ts';

/** An incident whose posts people have judged otherwise; times in milliseconds UTC. */
export interface IncidentToReview {
  readonly id: string;
  readonly product: string;
  /** Of the product as it is now; null also when it is not watched any more. */
  readonly brand: string | null;
  readonly model: string;
  readonly pendingAt: number;
  readonly openedAt: number;
  readonly resolvedAt: number | null;
}

/**
 * Incidents of these products with posts that were judged otherwise since they were last looked at. To be asked in the
 * transaction of the evaluation, with the products locked, after it has counted what has changed; incidents whose hours are yet to be
 * counted anew come up later. `retractIfGone` ends a review.
 */
export async function incidentsToReview(
  client: Queryable,
  products: readonly string[],
): Promise<IncidentToReview[]> {
  // What this very transaction has written hides when it was last looked at: then it is looked at once more.
  const { rows } = await client.query<IncidentToReview>(
    `select i.id::text, i.product_id as product, p.brand, i.model, extract(epoch from i.pending_at)::float8 * 1000 as "pendingAt",
       extract(epoch from i.opened_at)::float8 * 1000 as "openedAt", extract(epoch from i.resolved_at)::float8 * 1000 as "resolvedAt"
     from incidents i left join products p on p.id = i.product_id
     where i.product_id = any($1) and i.status <> 'retracted' and i.id in (
       select f.incident_id from feedback f
       where f.incident_id = i.id and f.rating = 'wrong-sentiment' and (f.created_at > i.updated_at or i.updated_at = now())
     )
     and not exists (
       select from changed_hours c
       where c.product_id = i.product_id and c.hour > i.opened_at - interval '25 hours' and c.hour <= i.opened_at
     )
     order by i.opened_at, i.id`,
    [products],
  );
  return rows;
}
