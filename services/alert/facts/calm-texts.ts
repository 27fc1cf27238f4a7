import { z } from 'zod';
import { databaseError } from '#shared/database/errors.ts';
import type { Queryable } from '../counting/changed-hours.ts';
import { TEXT_LENGTH } from './negative-posts.ts';
import { isInStretch, stretchValues, type ScoredStretch } from './scored-stretch.ts';

const rowsSchema = z.array(z.object({ text: z.string() }));

/**
 * Texts of the mentions of a window that are not negative, one for each cluster, at most `most`, by chance but always the same: what
 * negative ones are compared with when there is no history.
 * @throws TonewatchError of databaseError
 */
export async function calmTexts(client: Queryable, window: ScoredStretch, most: number): Promise<string[]> {
  try {
    const { rows } = await client.query(statement, [...stretchValues(window), most]);
    return rowsSchema.parse(rows).map(({ text }) => text);
  } catch (error) {
    throw databaseError(error);
  }
}

const statement = `
with chosen as (
  select distinct on (hashtextextended(cluster, 0), cluster) hashtextextended(cluster, 0), cluster, posted_at, post_id
  from mentions
  where ${isInStretch} and label <> 'negative'
  order by hashtextextended(cluster, 0), cluster, posted_at, post_id
  limit $5
)
select left(m.text, ${TEXT_LENGTH}) as text
from chosen c
join mentions m on m.product_id = $1 and m.posted_at = c.posted_at and m.post_id = c.post_id
where m.posted_at >= to_timestamp($2::float8) and m.posted_at < to_timestamp($3::float8)`;
