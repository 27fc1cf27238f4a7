import { z } from 'zod';
import type { Queryable } from '../counting/changed-hours.ts';
import { HOURS_OF_WEEK, type Baseline } from '../detection/baseline.ts';
import { windows } from '../detection/windows.ts';

/** A baseline with what it holds for. */
export interface LearntBaseline {
  readonly baseline: Baseline;
  readonly product: string;
  readonly model: string;
  /** alert_state.history_version as it was. */
  readonly historyVersion: number;
  /** Milliseconds UTC. */
  readonly learntAt: number;
  readonly validUntil: number;
}

const week = z.array(z.number()).length(HOURS_OF_WEEK);
const byWindow = z.array(z.number()).length(windows.length);
const rowSchema = z.object({
  product_id: z.string(),
  model: z.string(),
  history_version: z.number(),
  learnt_at: z.number(),
  valid_until: z.number(),
  rate: week,
  share: week,
  correlation: byWindow,
  dispersion: byWindow,
  hours: z.number(),
  mentions: z.number(),
});

/** The baselines of these products that are stored, of whatever model. */
export async function loadBaselines(
  client: Queryable,
  products: readonly string[],
): Promise<LearntBaseline[]> {
  const { rows } = await client.query(
    `select product_id, model, history_version::float8, extract(epoch from learnt_at)::float8 * 1000 as learnt_at,
       extract(epoch from valid_until)::float8 * 1000 as valid_until,
       rate, share, correlation, dispersion, hours, mentions
     from alert_baselines where product_id = any($1)`,
    [products],
  );
  return z
    .array(rowSchema)
    .parse(rows)
    .map((row) => ({
      product: row.product_id,
      model: row.model,
      historyVersion: row.history_version,
      learntAt: row.learnt_at,
      validUntil: row.valid_until,
      baseline: {
        rate: Float64Array.from(row.rate),
        share: Float64Array.from(row.share),
        correlation: row.correlation,
        dispersion: row.dispersion,
        hours: row.hours,
        mentions: row.mentions,
      },
    }));
}

/** Stores baselines, one a product and model. */
export async function saveBaselines(client: Queryable, learnt: readonly LearntBaseline[]): Promise<void> {
  await client.query(
    `insert into alert_baselines (
       product_id, model, history_version, learnt_at, valid_until, rate, share, correlation, dispersion, hours, mentions
     )
     select product_id, model, version, to_timestamp(learnt_at / 1000), to_timestamp(valid_until / 1000),
       rate::real[], share::real[], correlation::real[], dispersion::real[], hours, mentions
     from unnest(
       $1::text[], $2::text[], $3::bigint[], $4::float8[], $5::float8[], $6::text[], $7::text[], $8::text[], $9::text[],
       $10::float8[], $11::float8[]
     ) as given(product_id, model, version, learnt_at, valid_until, rate, share, correlation, dispersion, hours, mentions)
     on conflict (product_id, model) do update set
       history_version = excluded.history_version, learnt_at = excluded.learnt_at, valid_until = excluded.valid_until,
       rate = excluded.rate, share = excluded.share, correlation = excluded.correlation,
       dispersion = excluded.dispersion, hours = excluded.hours, mentions = excluded.mentions`,
    [
      learnt.map(({ product }) => product),
      learnt.map(({ model }) => model),
      learnt.map(({ historyVersion }) => historyVersion),
      learnt.map(({ learntAt }) => learntAt),
      learnt.map(({ validUntil }) => validUntil),
      learnt.map(({ baseline }) => arrayOf(baseline.rate)),
      learnt.map(({ baseline }) => arrayOf(baseline.share)),
      learnt.map(({ baseline }) => arrayOf(baseline.correlation)),
      learnt.map(({ baseline }) => arrayOf(baseline.dispersion)),
      learnt.map(({ baseline }) => baseline.hours),
      learnt.map(({ baseline }) => baseline.mentions),
    ],
  );
}

const arrayOf = (values: Iterable<number>): string =>
  `{${Array.from(values, (v) => v.toPrecision(7)).join(',')}}`;
