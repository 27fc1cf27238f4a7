import { z } from 'zod';
import { databaseError } from '#shared/database/errors.ts';
import type { Queryable } from '../counting/changed-hours.ts';
import type { Exemplar } from '../message/facts.ts';
import { isInStretch, stretchValues, type ScoredStretch } from './scored-stretch.ts';

/** Characters of a text that drivers are looked for in. */
export const TEXT_LENGTH = 1_000;

const rowSchema = z.object({
  exemplar: z.boolean(),
  postId: z.string(),
  text: z.string(),
  url: z.string().nullable(),
  postedAt: z.date(),
  platform: z.string(),
  negative: z.number(),
  reach: z.number().nullable(),
  copies: z.number(),
});

/** What the negative mentions of a window say. */
export interface NegativePosts {
  /** What is repeated most first, then what reaches most people, then what is most clearly negative. */
  readonly exemplars: readonly Exemplar[];
  /** A sample of the texts, by chance but always the same, each cut to TEXT_LENGTH. */
  readonly texts: readonly string[];
}

/**
 * Of the negative mentions of a window one for each cluster, and of an author one an hour of the clock (the one that is repeated
 * most), as mentions are counted. An original stands for its reposts.
 * @throws TonewatchError of databaseError
 */
export async function negativePosts(
  client: Queryable,
  window: ScoredStretch,
  most: { readonly exemplars: number; readonly texts: number },
): Promise<NegativePosts> {
  try {
    const { rows } = await client.query(statement, [...stretchValues(window), most.exemplars, most.texts]);
    const posts = z.array(rowSchema).parse(rows);
    return {
      exemplars: posts.filter(({ exemplar }) => exemplar).map(exemplarOf),
      texts: posts.filter(({ exemplar }) => !exemplar).map(({ text }) => text),
    };
  } catch (error) {
    throw databaseError(error);
  }
}

const exemplarOf = ({
  postId,
  text,
  url,
  postedAt,
  platform,
  negative,
  reach,
  copies,
}: z.infer<typeof rowSchema>): Exemplar => ({
  postId,
  text,
  url,
  postedAt: postedAt.toISOString(),
  platform,
  negative,
  reach,
  copies,
});

const order = 'copies desc, reach desc nulls last, negative desc, posted_at, post_id';

/** An author and hour, or an unknown author, as one number, drawn as if by chance: quicker to sort by than the two texts. */
const drawn = `hashtextextended(
    coalesce(author, post_id),
    extract(epoch from date_bin('1 hour', posted_at, timestamptz '2000-01-01 00:00:00+00'))::bigint
  )`;

const statement = `
with posts as materialized (
  select cluster, posted_at, post_id, author, label, negative, repost_of is not null as repost,
    case when reach >= 0 then least(reach, ${Number.MAX_SAFE_INTEGER}) end as reach
  from mentions
  where ${isInStretch}
),
copies as (
  select cluster, count(*) as copies from posts group by cluster
),
originals as (
  select distinct on (cluster) * from posts
  where label = 'negative'
  order by cluster, repost, reach desc nulls last, negative desc, posted_at, post_id
),
counted as materialized (
  select distinct on (draw) ${drawn} as draw, posted_at, post_id, negative, reach, copies
  from originals join copies using (cluster)
  order by draw, ${order}
),
chosen as (
  (select *, true as exemplar from counted order by ${order} limit $5)
  union all
  (select *, false from counted order by draw limit $6)
)
select c.exemplar, m.post_id as "postId", case when c.exemplar then m.text else left(m.text, ${TEXT_LENGTH}) end as text,
  m.url, m.posted_at as "postedAt", m.platform, c.negative::float8, c.reach::float8, c.copies::int
from chosen c
join mentions m on m.product_id = $1 and m.posted_at = c.posted_at and m.post_id = c.post_id
where m.posted_at >= to_timestamp($2::float8) and m.posted_at < to_timestamp($3::float8)
order by c.exemplar desc, c.copies desc, c.reach desc nulls last, c.negative desc, c.posted_at, c.post_id`;
