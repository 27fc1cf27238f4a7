import { databaseError } from '#shared/database/errors.ts';
import type { Queryable } from '../counting/changed-hours.ts';
import { DAY, MINUTE } from '../detection/windows.ts';
import { Activity } from './activity.ts';
import type { Sample } from './sample.ts';

/** A day more than is learnt from. */
export const KEPT = 8 * DAY;

interface Row {
  readonly topic: string;
  readonly at: number;
  readonly records: number;
}

/**
 * What any copy of alerting has sampled in the eight days before `now` (milliseconds UTC).
 *
 * @throws TonewatchError DATABASE_…
 */
export async function loadActivity(client: Queryable, now: number): Promise<Activity> {
  // Of a stretch without records the first and the last sample say everything.
  const { rows } = await client
    .query<Row>(
      `select topic, extract(epoch from sampled_at)::float8 * 1000 as at, records::float8 as records
       from (
         select *, lag(records) over topics as before, lead(records) over topics as after from feed_activity
         where sampled_at >= to_timestamp($1 / 1000.0) window topics as (partition by topic order by sampled_at)
       ) samples
       where before is distinct from records or after is distinct from records
       order by topic, sampled_at`,
      [now - KEPT],
    )
    .catch((error: unknown) => {
      throw databaseError(error);
    });
  const activity = new Activity();
  for (const { topic, at, records } of rows) activity.restore(topic, at, records);
  return activity;
}

/**
 * Stores a sample under its minute, unless some copy has done so.
 *
 * @throws TonewatchError DATABASE_…
 */
export async function saveSample(client: Queryable, { at, written }: Sample): Promise<void> {
  await client
    .query(
      `insert into feed_activity (topic, sampled_at, records)
       select topic, to_timestamp($1 / 1000.0), records from unnest($2::text[], $3::bigint[]) as given(topic, records)
       on conflict do nothing`,
      [Math.floor(at / MINUTE) * MINUTE, [...written.keys()], [...written.values()]],
    )
    .catch((error: unknown) => {
      throw databaseError(error);
    });
}

/**
 * Deletes samples that are older than eight days at `now`, milliseconds UTC.
 *
 * @throws TonewatchError DATABASE_…
 */
export async function deleteOldSamples(client: Queryable, now: number): Promise<void> {
  await client
    .query('delete from feed_activity where sampled_at < to_timestamp($1 / 1000.0)', [now - KEPT])
    .catch((error: unknown) => {
      throw databaseError(error);
    });
}
