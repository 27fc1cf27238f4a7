/** Aligned with UTC minutes whatever the time zone of the session, as date_trunc is not. */
const minuteOf = (time: string): string =>
  `date_bin('1 minute', ${time}, timestamptz '2000-01-01 00:00:00+00')`;

/** Between the items of evidence on their way: no token has it in it, and it needs no quotes. */
export const SEPARATOR = '\u001f';
const separator = `chr(${SEPARATOR.charCodeAt(0)})`;

/**
 * Locks the known posts that a version of the batch ($1..$5: postColumns) changes: it supersedes the one known, or it
 * is alike and names further products, as when a product is new and a feed is played again. Locks are taken in one
 * order everywhere.
 */
export const change = `
select
  v.post_id,
  extract(epoch from v.posted_at)::float8 * 1000 as posted_at,
  case when not newer then array(select unnest(given.products::text[]) except select unnest(v.products)) end as further
from post_versions v
join unnest($1::text[], $2::text[], $3::float8[], $4::float8[], $5::text[])
  as given(post_id, change, revision, posted_at, products) using (post_id)
cross join lateral (
  select
    given.change = 'delete'
      or (to_timestamp(given.revision / 1000), given.change = 'edit') > (v.revision, v.change = 'edit') as newer,
    given.change = v.change and to_timestamp(given.revision / 1000) = v.revision as alike
) compared
where v.change <> 'delete' and (newer or (alike and not given.products::text[] <@ v.products))
order by v.post_id
for update of v`;

/** A row of change: `further` is null when the version supersedes the known one. Milliseconds UTC. */
export interface ChangedPost {
  readonly post_id: string;
  readonly posted_at: number;
  readonly further: readonly string[] | null;
}

/** Adds products to those of posts locked by change ($1 post_id, $2 products). */
export const extend = `
update post_versions v
set products = v.products || given.products::text[]
from unnest($1::text[], $2::text[]) as given(post_id, products)
where v.post_id = given.post_id`;

/**
 * For posts locked by change that are superseded ($1..$5: postColumns): writes the new version, removes the mentions of the
 * old one, and answers what that takes away from which minutes. Alerting is told of the hours of its copies: of a cluster
 * the first one counts.
 */
export const replace = `
with given as (
  select * from unnest($1::text[], $2::text[], $3::float8[], $4::float8[], $5::text[])
    as given(post_id, change, revision, posted_at, products)
),
old as (
  select post_id, posted_at, unnest(products) as product_id from post_versions where post_id = any($1)
),
renewed as (
  update post_versions v
  set change = given.change,
    revision = to_timestamp(given.revision / 1000),
    posted_at = to_timestamp(given.posted_at / 1000),
    products = given.products::text[]
  from given
  where v.post_id = given.post_id
),
removed as (
  delete from mentions m
  using old
  where m.product_id = old.product_id and m.posted_at = old.posted_at and m.post_id = old.post_id
  returning m.product_id, m.posted_at, m.label, m.positive, m.negative, m.cluster
),
copies as (
  insert into changed_hours (product_id, hour)
  select distinct c.product_id, date_bin('1 hour', c.posted_at, timestamptz '2000-01-01 00:00:00+00')
  from removed r
  join mentions c on c.product_id = r.product_id and c.cluster = r.cluster
    and c.posted_at >= r.posted_at and c.posted_at <= r.posted_at + interval '24 hours'
)
select
  product_id,
  extract(epoch from ${minuteOf('posted_at')})::float8 as minute,
  -count(*)::int as mentions,
  -(count(*) filter (where label = 'negative'))::int as negative,
  -(count(*) filter (where label = 'neutral'))::int as neutral,
  -(count(*) filter (where label = 'positive'))::int as positive,
  -(count(*) filter (where label is null))::int as unscored,
  -coalesce(sum((positive - negative) * 1000000), 0)::float8 as score_sum
from removed
group by 1, 2`;

/** A row of replace: what leaves a minute (seconds UTC), as negative numbers. */
export interface MinuteChange {
  readonly product_id: string;
  readonly minute: number;
  readonly mentions: number;
  readonly negative: number;
  readonly neutral: number;
  readonly positive: number;
  readonly unscored: number;
  readonly score_sum: number;
}

/**
 * Stores versions ($1..$21: mentionColumns): those of unknown posts, and those that replace has prepared ($22: whether).
 * The mentions that are really new ($31: their lane), and the changes of replace ($23..$30: its rows), are added to
 * sentiment_minutes, in one order everywhere, and alerting is told of their hours. Answers how many posts were unknown.
 */
export const store = `
with given as (
  select * from unnest(
    $1::text[], $2::text[], $3::float8[], $4::float8[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
    $10::text[], $11::text[], $12::text[], $13::bigint[], $14::text[], $15::text[], $16::int[], $17::int[], $18::int[],
    $19::text[], $20::text[], $21::text[], $22::boolean[]
  ) as given(
    post_id, change, revision, posted_at, products, platform, feed, text, author,
    language, url, repost_of, reach, cluster, label, negative, neutral, positive,
    model, evidence, weights, replaces
  )
),
unknown as (
  insert into post_versions (post_id, change, revision, posted_at, products)
  select post_id, change, to_timestamp(revision / 1000), to_timestamp(posted_at / 1000), products::text[]
  from given
  where not replaces
  order by post_id
  on conflict (post_id) do nothing
  returning post_id
),
stored as (
  insert into mentions (
    product_id, posted_at, post_id, platform, feed, text, author, language, url, repost_of, reach, cluster,
    label, negative, neutral, positive, model,
    evidence, evidence_weights, revision, lane
  )
  select
    product_id, to_timestamp(posted_at / 1000), post_id, platform, feed, text, author, language, url, repost_of, reach,
    cluster, label, negative * 0.000001, neutral * 0.000001, positive * 0.000001, model,
    string_to_array(evidence, ${separator}), weights::real[], to_timestamp(revision / 1000), $31
  from given, unnest(products::text[]) as product_id
  where replaces or post_id in (select post_id from unknown)
  order by 1, 2, 3
  returning product_id, posted_at, label, positive, negative
),
changes as (
  select
    product_id,
    ${minuteOf('posted_at')} as minute,
    1 as mentions,
    (label is not distinct from 'negative')::int as negative,
    (label is not distinct from 'neutral')::int as neutral,
    (label is not distinct from 'positive')::int as positive,
    (label is null)::int as unscored,
    coalesce((positive - negative) * 1000000, 0)::bigint as score_sum
  from stored
  union all
  select product_id, to_timestamp(minute), mentions, negative, neutral, positive, unscored, score_sum
  from unnest(
    $23::text[], $24::float8[], $25::int[], $26::int[], $27::int[], $28::int[], $29::int[], $30::bigint[]
  ) as removed(product_id, minute, mentions, negative, neutral, positive, unscored, score_sum)
),
counted as (
  insert into sentiment_minutes as s (product_id, minute, mentions, negative, neutral, positive, unscored, score_sum)
  select
    product_id, minute, sum(mentions), sum(negative), sum(neutral), sum(positive), sum(unscored), sum(score_sum)
  from changes
  group by product_id, minute
  order by product_id, minute
  on conflict (product_id, minute) do update
  set mentions = s.mentions + excluded.mentions,
    negative = s.negative + excluded.negative,
    neutral = s.neutral + excluded.neutral,
    positive = s.positive + excluded.positive,
    unscored = s.unscored + excluded.unscored,
    score_sum = s.score_sum + excluded.score_sum
),
marked as (
  insert into changed_hours (product_id, hour)
  select distinct product_id, date_bin('1 hour', minute, timestamptz '2000-01-01 00:00:00+00') from changes
)
select count(*)::int as unknown from unknown`;

/** Removes the minutes ($1 product, $2 minute, seconds UTC) in which no mention is left. */
export const removeEmptyMinutes = `
delete from sentiment_minutes s
using unnest($1::text[], $2::float8[]) as changed(product_id, minute)
where s.product_id = changed.product_id and s.minute = to_timestamp(changed.minute) and s.mentions = 0`;
