import { z } from 'zod';
import { databaseError } from '#shared/database/errors.ts';
import type { Queryable } from '../counting/changed-hours.ts';
import { isInStretch, stretchValues, type ScoredStretch } from './scored-stretch.ts';

const countedName = z.object({ name: z.string(), mentions: z.number() });
const rowSchema = z.object({
  mentions: z.number(),
  unnamed: z.number(),
  named: z.number(),
  busiest: z.number(),
  reach: z.number().nullable(),
  sources: z.array(countedName),
  languages: z.array(countedName),
  query: z.string().nullable(),
});
/**
 * Scored mentions of a window, copies included. `unnamed`: those whose author is unknown; `named`: distinct authors of
 * the others; `busiest`: mentions of the author who wrote most. `reach`: over the authors of negative mentions, the
 * largest that is known of each (one whose name is unknown is an author of his own); null when none is known. `sources`
 * and `languages`: the most frequent first, a source is `platform`, or `platform (feed)` where the feed has another name.
 * `query`: that of the product, null when the product has gone.
 */
export type WindowFigures = z.infer<typeof rowSchema>;

/**
 * Sums over a window, made by the server: one row whatever the window holds.
 * @param most sources, and languages, named; the rest is `other`
 * @throws TonewatchError of databaseError
 */
export async function windowFigures(
  client: Queryable,
  window: ScoredStretch,
  most: number,
): Promise<WindowFigures> {
  try {
    const { rows } = await client.query(statement, [...stretchValues(window), most]);
    const figures = rowSchema.parse(rows[0]);
    const withOther = (named: WindowFigures['sources']): WindowFigures['sources'] => {
      const other = named.reduce((rest, { mentions }) => rest - mentions, figures.mentions);
      return other > 0 ? [...named, { name: 'other', mentions: other }] : named;
    };
    return { ...figures, sources: withOther(figures.sources), languages: withOther(figures.languages) };
  } catch (error) {
    throw databaseError(error);
  }
}

/** The largest integer that a JavaScript number holds exactly: nobody reaches more. */
const MOST_REACH = Number.MAX_SAFE_INTEGER;

const mostFrequent = (name: string): string => `
  (
    select coalesce(jsonb_agg(jsonb_build_object('name', name, 'mentions', mentions) order by mentions desc, name), '[]')
    from (
      select ${name} as name, sum(mentions) as mentions from kinds group by 1 order by 2 desc, 1 limit $5
    ) frequent
  )`;

const statement = `
with posts as materialized (
  select author, platform, feed, language, case when label = 'negative' and reach >= 0 then reach end as reach
  from mentions
  where ${isInStretch}
),
authors as (
  select count(*) as mentions, max(reach) as reach from posts where author is not null group by author
),
kinds as (
  select platform, feed, language, count(*) as mentions from posts group by platform, feed, language
),
named as (
  select count(*) as authors, coalesce(max(mentions), 0) as busiest, sum(reach) as reach from authors
),
unnamed as (
  select count(*) as mentions, sum(reach) as reach from posts where author is null
)
select
  (select coalesce(sum(mentions), 0) from kinds)::float8 as mentions,
  unnamed.mentions::float8 as unnamed,
  named.authors::float8 as named,
  greatest(named.busiest, least(unnamed.mentions, 1))::float8 as busiest,
  case
    when num_nulls(named.reach, unnamed.reach) < 2
    then least(coalesce(named.reach, 0) + coalesce(unnamed.reach, 0), ${MOST_REACH})::float8
  end as reach,
  ${mostFrequent(`case when feed = platform then platform else platform || ' (' || feed || ')' end`)} as sources,
  ${mostFrequent('language')} as languages,
  (select query from products where id = $1) as query
from named, unnamed`;
