import { z } from 'zod';
import { databaseError } from '#shared/database/errors.ts';
import type { Queryable } from '../counting/changed-hours.ts';
import { HOUR } from '../detection/windows.ts';
import { count, counted } from '../message/figures.ts';
import { kindOfFlood, looksLikeFlood, type Flood } from './flood.ts';

/** Characters of the text that a flood shows. */
const EXAMPLE_LENGTH = 500;

const sumsSchema = z.object({ mentions: z.number(), counted: z.number() });
const repetitionSchema = z.object({
  mentions: z.number(),
  clusters: z.number(),
  authors: z.number(),
  busiest: z.number(),
  startedAt: z.date(),
  text: z.string(),
});

/**
 * The flood of a product (its id) in the hour before `windowEnd` (milliseconds UTC), if there is one. distinct_minutes has to be
 * up to date: what is yet to be counted would look like copies. Most calls read only sums.
 * @throws TonewatchError of databaseError
 */
export async function findFlood(
  client: Queryable,
  product: string,
  windowEnd: number,
): Promise<Flood | null> {
  const hour = [product, (windowEnd - HOUR) / 1_000, windowEnd / 1_000];
  try {
    const sums = sumsSchema.parse((await client.query(sumsStatement, hour)).rows[0]);
    if (!looksLikeFlood(sums.mentions, sums.counted)) return null;
    const { rows } = await client.query(repetitionStatement, hour);
    const repetition = repetitionSchema.optional().parse(rows[0]);
    if (!repetition) return null;
    const kind = kindOfFlood(repetition);
    return {
      kind,
      startedAt: repetition.startedAt.getTime(),
      seenAt: windowEnd,
      mentions: repetition.mentions,
      counted: sums.counted,
      example: kind === 'copies' ? repetition.text : writtenBy(repetition),
    };
  } catch (error) {
    throw databaseError(error);
  }
}

function writtenBy({ mentions, authors, busiest }: z.infer<typeof repetitionSchema>): string {
  const all = counted(mentions, 'negative mention');
  return authors === 1
    ? `${all} by one author`
    : `${all} by ${count(authors)} authors, ${count(busiest)} of them by one`;
}

const sumsStatement = `
select
  (
    select coalesce(sum(negative), 0)::float8 from sentiment_minutes
    where product_id = $1 and minute >= to_timestamp($2::float8) and minute < to_timestamp($3::float8)
  ) as mentions,
  (
    select coalesce(sum(negative), 0)::float8 from distinct_minutes
    where product_id = $1 and minute >= to_timestamp($2::float8) and minute < to_timestamp($3::float8)
  ) as counted`;

/** No row when there are no negative mentions. */
const repetitionStatement = `
with posts as materialized (
  select cluster, coalesce('a ' || author, 'p ' || post_id) as writer, posted_at, post_id
  from mentions
  where product_id = $1 and posted_at >= to_timestamp($2::float8) and posted_at < to_timestamp($3::float8)
    and label = 'negative'
),
clusters as (
  select cluster, count(*) as mentions, min(posted_at) as posted_at from posts group by cluster
),
writers as (
  select count(*) as mentions from posts group by writer
),
first as (
  select p.posted_at, p.post_id from posts p join clusters c using (cluster, posted_at)
  order by c.mentions desc, p.posted_at, p.post_id limit 1
)
select
  (select sum(mentions) from writers)::float8 as mentions,
  (select count(*) from clusters)::float8 as clusters,
  (select count(*) from writers)::float8 as authors,
  (select max(mentions) from writers)::float8 as busiest,
  (select min(posted_at) from clusters) as "startedAt",
  left(m.text, ${EXAMPLE_LENGTH}) as text
from first
join mentions m on m.product_id = $1 and m.posted_at = first.posted_at and m.post_id = first.post_id
where m.posted_at >= to_timestamp($2::float8) and m.posted_at < to_timestamp($3::float8)`;
