import { z } from 'zod';
import { databaseError } from '#shared/database/errors.ts';
import type { Queryable } from '../counting/changed-hours.ts';
import { DAY } from '../detection/windows.ts';
import { TEXT_LENGTH } from './negative-posts.ts';

const PAST = 28 * DAY;
/** 6 h 43 min apart, so that they fall on all hours of the day. */
const MOMENTS = 100;
const POSTS_A_MOMENT = 10;

const rowsSchema = z.array(z.object({ text: z.string() }));

/**
 * Texts of the mentions of a product in the 28 days before `end` (milliseconds UTC), whatever their label: the first 10 after each of a
 * hundred moments, one for each cluster. Reads no more than these 1,000, however many there are.
 * @throws TonewatchError of databaseError
 */
export async function pastTexts(client: Queryable, product: string, end: number): Promise<string[]> {
  try {
    const { rows } = await client.query(statement, [
      product,
      (end - PAST) / 1_000,
      end / 1_000,
      PAST / MOMENTS / 1_000,
    ]);
    return rowsSchema.parse(rows).map(({ text }) => text);
  } catch (error) {
    throw databaseError(error);
  }
}

const statement = `
select distinct on (post.cluster) post.text
from generate_series(0, ${MOMENTS - 1}) as moment
cross join lateral (
  select cluster, posted_at, post_id, left(text, ${TEXT_LENGTH}) as text
  from mentions
  where product_id = $1
    and posted_at >= to_timestamp($2::float8) and posted_at < to_timestamp($3::float8)
    and posted_at >= to_timestamp($2::float8 + moment * $4::float8)
    and posted_at < to_timestamp($2::float8 + (moment + 1) * $4::float8)
  order by posted_at, post_id
  limit ${POSTS_A_MOMENT}
) post
order by post.cluster, post.posted_at, post.post_id`;
