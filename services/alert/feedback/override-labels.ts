import type { Label } from '#shared/avro/mention.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import type { Queryable } from '../counting/changed-hours.ts';

/** As the sink, whose locks these are: by post first, so that no version of it comes in between. */
const lock = `select from post_versions where post_id = any($1) order by post_id for update`;

const find = `
select m.post_id as post, m.label
from post_versions v
join mentions m on m.product_id = $1 and m.posted_at = v.posted_at and m.post_id = v.post_id
where v.post_id = any($2)`;

const minuteOf = `date_bin('1 minute', posted_at, timestamptz '2000-01-01 00:00:00+00')`;

/** Minutes are locked in one order everywhere. Probabilities stay what the model said, and so does their sum. */
const change = `
with old as (
  select m.product_id, m.posted_at, m.post_id, m.label
  from post_versions v
  join mentions m on m.product_id = $1 and m.posted_at = v.posted_at and m.post_id = v.post_id
  where v.post_id = any($2) and (m.label <> $3 or not m.overridden)
),
changed as (
  update mentions m set label = $3, overridden = true
  from old
  where m.product_id = old.product_id and m.posted_at = old.posted_at and m.post_id = old.post_id
  returning m.product_id, m.posted_at, old.label as label_before, m.label as label_after
),
differences as (
  select product_id, ${minuteOf} as minute,
    sum((label_after = 'negative')::int - (label_before = 'negative')::int) as negative,
    sum((label_after = 'neutral')::int - (label_before = 'neutral')::int) as neutral,
    sum((label_after = 'positive')::int - (label_before = 'positive')::int) as positive
  from changed where label_before <> label_after group by 1, 2
),
locked as materialized (
  select s.product_id, s.minute from sentiment_minutes s join differences using (product_id, minute)
  order by s.product_id, s.minute for update of s
),
counted as (
  update sentiment_minutes s
  set negative = s.negative + d.negative, neutral = s.neutral + d.neutral, positive = s.positive + d.positive
  from locked join differences d using (product_id, minute)
  where s.product_id = locked.product_id and s.minute = locked.minute
),
marked as (
  insert into changed_hours (product_id, hour)
  select distinct product_id, date_bin('1 hour', minute, timestamptz '2000-01-01 00:00:00+00') from differences
)
select count(*)::int as changed from changed where label_before <> label_after`;

/**
 * Sets the label of posts as they are counted for a product, and has its hours counted anew. To be called in a transaction;
 * what is so already stays. A newer version of a post brings its own label again. Returns how many labels have changed.
 *
 * @throws TonewatchError ALERT_SETTING_INVALID: one of the posts does not mention the product, or has no sentiment
 */
export async function overrideLabels(
  client: Queryable,
  product: string,
  posts: readonly string[],
  label: Label,
): Promise<number> {
  await client.query(lock, [posts]);
  const found = await client.query<{ post: string; label: Label | null }>(find, [product, posts]);
  refuseOthers(posts, new Map(found.rows.map((row) => [row.post, row.label])), product);
  const { rows } = await client.query<{ changed: number }>(change, [product, posts, label]);
  return rows[0]?.changed ?? 0;
}

function refuseOthers(
  posts: readonly string[],
  found: ReadonlyMap<string, Label | null>,
  product: string,
): void {
  const problems = posts.flatMap((post) => {
    const label = found.get(post);
    if (label === undefined) return [`there is no mention of ${product} with the id ${post}`];
    return label === null ? [`${post} has no sentiment that could be wrong`] : [];
  });
  if (problems.length > 0)
    throw new TonewatchError('ALERT_SETTING_INVALID', `--post: ${problems.join('; ')}`);
}
