import { byIndex } from '#shared/database/transaction.ts';
import type { ProductHour, Queryable } from './changed-hours.ts';

/**
 * Counts hours anew into distinct_minutes: scored mentions, where a cluster counts once (a copy does not count when there
 * was one in the 24 hours before it) and of what is left an author once an hour of the clock. Hours whose own copies are
 * of these hours are counted too. Idempotent; to be called in a transaction.
 */
export async function countHours(
  client: Queryable,
  hours: readonly ProductHour[],
  now: number,
): Promise<void> {
  if (hours.length === 0) return;
  await client.query(byIndex);
  const past = hours.filter(({ hour }) => hour + HOUR_MS <= now);
  const later = past.length === 0 ? [] : await hoursOfCopies(client, past);
  const all = new Map([...hours, ...later].map((each) => [`${each.hour} ${each.product}`, each]));
  const columns = columnsOf([...all.values()]);
  await client.query(clear, columns);
  await client.query(count, columns);
}

const HOUR_MS = 3_600_000;

const columnsOf = (hours: readonly ProductHour[]): [string[], number[]] => [
  hours.map(({ product }) => product),
  hours.map(({ hour }) => hour / 1_000),
];

const given = `
  select product_id, to_timestamp(seconds) as hour
  from unnest($1::text[], $2::float8[]) as given(product_id, seconds)`;

const hourOf = (time: string): string => `date_bin('1 hour', ${time}, timestamptz '2000-01-01 00:00:00+00')`;

/** Later hours, up to a day, with copies of what was posted in these hours. */
async function hoursOfCopies(client: Queryable, hours: readonly ProductHour[]): Promise<ProductHour[]> {
  const { rows } = await client.query<ProductHour>(
    `with hours as (${given})
     select m.product_id as product, extract(epoch from ${hourOf('c.posted_at')})::float8 * 1000 as hour
     from hours h
     join mentions m on m.product_id = h.product_id and m.posted_at >= h.hour and m.posted_at < h.hour + interval '1 hour'
     join mentions c on c.product_id = m.product_id and c.cluster = m.cluster
       and c.posted_at >= h.hour + interval '1 hour' and c.posted_at <= m.posted_at + interval '24 hours'
     group by 1, 2`,
    columnsOf(hours),
  );
  return rows;
}

const clear = `
with hours as (${given})
delete from distinct_minutes d using hours h
where d.product_id = h.product_id and d.minute >= h.hour and d.minute < h.hour + interval '1 hour'`;

// The comparison of ids is written so that the index on clusters is used, not the primary key.
const count = `
with hours as (${given}),
originals as (
  select m.product_id, h.hour, m.posted_at, m.post_id, m.author, coalesce(m.model, '') as model, m.lane,
    m.label = 'negative' as negative
  from hours h
  join mentions m on m.product_id = h.product_id and m.posted_at >= h.hour and m.posted_at < h.hour + interval '1 hour'
  where m.label is not null and not exists (
    select from mentions e
    where e.product_id = m.product_id and e.cluster = m.cluster and e.label is not null
      and e.posted_at >= m.posted_at - interval '24 hours' and e.posted_at <= m.posted_at
      and (e.posted_at < m.posted_at or e.post_id < m.post_id)
  )
),
counted as (
  select distinct on (product_id, hour, coalesce(author, post_id)) *
  from originals
  order by product_id, hour, coalesce(author, post_id), posted_at, post_id
)
insert into distinct_minutes (product_id, minute, model, mentions, negative, live_mentions, live_negative)
select product_id, date_bin('1 minute', posted_at, timestamptz '2000-01-01 00:00:00+00'), model,
  count(*), count(*) filter (where negative),
  count(*) filter (where lane = 'live'), count(*) filter (where lane = 'live' and negative)
from counted
group by 1, 2, 3`;
