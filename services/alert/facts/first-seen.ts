import { z } from 'zod';
import { databaseError } from '#shared/database/errors.ts';
import type { Queryable } from '../counting/changed-hours.ts';
import type { Finding } from '../detection/finding.ts';
import { lengthOf, windows } from '../detection/windows.ts';
import type { FactsRequest } from './facts-request.ts';

const rowsSchema = z.array(z.object({ postedAt: z.date() }));

/**
 * Event time (milliseconds UTC) of the first negative mention of the rise. Looked at is the window in which the tests
 * first held, so that later messages say the same. The rise begins where the counted negative mentions less a level half-way between
 * the usual and the one found, summed from the start of the window, are least: the change point of a CUSUM (Page,
 * Biometrika 41, 1954). Level: of the share for a tone shift, of the number for a surge. When the mentions have gone: when the
 * tests first held.
 * @throws TonewatchError of databaseError
 */
export async function firstSeen(
  client: Queryable,
  { product, finding, windowEnd, firstHeldAt, model }: FactsRequest,
): Promise<number> {
  const to = Math.min(firstHeldAt, windowEnd);
  const from = to - lengthOf(finding.window);
  try {
    const { share, aMinute } = levelOf(finding);
    const { rows } = await client.query(statement, [
      product.id,
      from / 1_000,
      to / 1_000,
      model,
      share,
      aMinute,
    ]);
    return rowsSchema.parse(rows)[0]?.postedAt.getTime() ?? to;
  } catch (error) {
    throw databaseError(error);
  }
}

interface Level {
  readonly share: number;
  readonly aMinute: number;
}

function levelOf({ kind, window, negative, mentions, baselineShare, expected }: Finding): Level {
  return kind === 'tone'
    ? { share: (baselineShare + negative / Math.max(mentions, 1)) / 2, aMinute: 0 }
    : { share: 0, aMinute: (expected + negative) / 2 / windows[window].minutes };
}

const statement = `
with minutes as (
  select minute, sum(negative)::float8 as negative, sum(mentions)::float8 as mentions
  from distinct_minutes
  where product_id = $1 and minute >= to_timestamp($2::float8) and minute < to_timestamp($3::float8) and model = $4
  group by minute
),
summed as (
  select minute, negative,
    coalesce(
      sum(negative - mentions * $5::float8) over (order by minute rows between unbounded preceding and 1 preceding), 0
    ) - extract(epoch from minute - to_timestamp($2::float8))::float8 / 60 * $6::float8 as before
  from minutes
),
rise as (
  select minute from summed where negative > 0 order by before, minute desc limit 1
)
select posted_at as "postedAt"
from mentions
where product_id = $1
  and posted_at >= to_timestamp($2::float8) and posted_at < to_timestamp($3::float8)
  and posted_at >= coalesce((select minute from rise), to_timestamp($2::float8))
  and label = 'negative' and coalesce(model, '') = $4
order by posted_at
limit 1`;
