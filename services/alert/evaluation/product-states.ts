import { z } from 'zod';
import type { Queryable } from '../counting/changed-hours.ts';
import type { Life } from '../detection/lifecycle.ts';
import { lifeFrom } from './stored-life.ts';

/** A product that is watched, as its last evaluation left it. */
export interface ProductState {
  readonly id: string;
  readonly name: string;
  readonly brand: string | null;
  /** The model of its newest mentions, and since when, milliseconds UTC; null: it never was another. */
  readonly model: string | null;
  readonly modelSince: number | null;
  readonly life: Life;
  readonly incidentId: string | null;
  readonly historyVersion: number;
  /** Whether late posts have come in whose stretch is yet to be gone through. */
  readonly hasLatePosts: boolean;
  /** When the last historical incident was over, milliseconds UTC; null: there was none of late. */
  readonly historicalUntil: number | null;
  readonly hold: readonly string[];
}

const rowSchema = z.object({
  id: z.string(),
  name: z.string(),
  brand: z.string().nullable(),
  model: z.string().nullable(),
  model_since: z.number().nullable(),
  life: z.unknown(),
  incident_id: z.string().nullable(),
  history_version: z.number(),
  has_late_posts: z.boolean(),
  historical_until: z.number().nullable(),
  hold: z.array(z.string()),
});

/** Makes products known to alerting that are not yet. */
export async function watchProducts(client: Queryable): Promise<void> {
  await client.query(
    `insert into alert_state (product_id) select id from products p
     where active and not exists (select from alert_state s where s.product_id = p.id) on conflict do nothing`,
  );
}

/**
 * Locks up to `most` products that are due, or have changed since `since`, and were not evaluated in this round yet (it began at
 * `round`; all in milliseconds UTC). Products that somebody else evaluates are left to them.
 */
export async function lockDueProducts(
  client: Queryable,
  { now, round, since, most }: { now: number; round: number; since: number; most: number },
): Promise<ProductState[]> {
  const { rows } = await client.query(
    `select p.id, p.name, p.brand, s.model, extract(epoch from s.model_since)::float8 * 1000 as model_since,
       s.life, s.incident_id::text, s.history_version::float8, s.hold,
       exists (
         select from alert_history h where h.product_id = p.id and h.due_at <= to_timestamp($1 / 1000.0) + interval '1 minute'
       ) as has_late_posts,
       (select extract(epoch from max(i.resolved_at))::float8 * 1000 from incidents i
        where i.product_id = p.id and i.historical and i.opened_at > to_timestamp($1 / 1000.0) - interval '3 days') as historical_until
     from alert_state s join products p on p.id = s.product_id
     where p.active and (s.evaluated_at is null or s.evaluated_at < to_timestamp($2 / 1000.0)) and (
       s.due_at <= to_timestamp($1 / 1000.0)
       or exists (select from changed_hours c where c.product_id = p.id and c.hour >= to_timestamp($3 / 1000.0))
     )
     order by p.brand nulls first, p.id limit $4
     for update of s skip locked`,
    [now, round, since, most],
  );
  return z
    .array(rowSchema)
    .parse(rows)
    .map((row) => ({
      id: row.id,
      name: row.name,
      brand: row.brand,
      model: row.model,
      modelSince: row.model_since,
      life: lifeFrom(row.life),
      incidentId: row.incident_id,
      historyVersion: row.history_version,
      hasLatePosts: row.has_late_posts,
      historicalUntil: row.historical_until,
      hold: row.hold,
    }));
}

/** What an evaluation changes of a product's state. */
export interface NextState {
  readonly id: string;
  readonly dueAt: number;
  readonly model: string | null;
  readonly modelSince: number | null;
  readonly life: Life | null;
  readonly incidentId: string | null;
  readonly historyVersion: number;
  readonly hold: readonly string[];
}

/** Stores what evaluations at `now` (milliseconds UTC) have left. */
export async function saveStates(
  client: Queryable,
  states: readonly NextState[],
  now: number,
): Promise<void> {
  await client.query(
    `update alert_state s set evaluated_at = to_timestamp($1 / 1000.0), due_at = to_timestamp(given.due_at / 1000),
       model = given.model, model_since = to_timestamp(given.model_since / 1000), life = given.life::jsonb,
       incident_id = given.incident_id, history_version = given.history_version,
       hold = array(select jsonb_array_elements_text(given.hold::jsonb))
     from unnest($2::text[], $3::float8[], $4::text[], $5::float8[], $6::text[], $7::uuid[], $8::bigint[], $9::text[])
       as given(product_id, due_at, model, model_since, life, incident_id, history_version, hold)
     where s.product_id = given.product_id`,
    [
      now,
      states.map(({ id }) => id),
      states.map(({ dueAt }) => dueAt),
      states.map(({ model }) => model),
      states.map(({ modelSince }) => modelSince),
      states.map(({ life }) => (life === null ? null : JSON.stringify(life))),
      states.map(({ incidentId }) => incidentId),
      states.map(({ historyVersion }) => historyVersion),
      states.map(({ hold }) => JSON.stringify(hold)),
    ],
  );
}
