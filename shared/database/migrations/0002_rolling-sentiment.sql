-- Up Migration

-- Sentiment of every product over four windows that end at `as_of`, and over the windows of the same length before.
-- `as_of` is rounded up to a full minute: the minute that it falls into counts.
create function sentiment_at(as_of timestamptz) returns table (
  product_id text,
  name text,
  window_length interval,
  window_start timestamptz,
  window_end timestamptz,
  mentions bigint,
  negative bigint,
  neutral bigint,
  positive bigint,
  unscored bigint,
  negative_share numeric,
  net_sentiment_polar numeric,
  net_sentiment numeric,
  mean_score numeric,
  previous_mentions bigint,
  previous_negative_share numeric,
  previous_net_sentiment numeric,
  negative_share_change numeric,
  net_sentiment_change numeric
) language sql stable parallel safe as $$
  with windows as (
    select length, ends, ends - length as starts, ends - 2 * length as before
    from (values (interval '15 minutes'), (interval '1 hour'), (interval '6 hours'), (interval '24 hours')) lengths(length),
      (
        select date_bin('1 minute', as_of - interval '1 microsecond', timestamptz '2000-01-01 00:00:00+00')
          + interval '1 minute' as ends
      ) clock
  ),
  sums as (
    select
      m.product_id,
      w.length,
      sum(m.mentions) filter (where m.minute >= w.starts) as mentions,
      sum(m.negative) filter (where m.minute >= w.starts) as negative,
      sum(m.neutral) filter (where m.minute >= w.starts) as neutral,
      sum(m.positive) filter (where m.minute >= w.starts) as positive,
      sum(m.unscored) filter (where m.minute >= w.starts) as unscored,
      sum(m.score_sum) filter (where m.minute >= w.starts) as score_sum,
      sum(m.mentions) filter (where m.minute < w.starts) as previous_mentions,
      sum(m.negative) filter (where m.minute < w.starts) as previous_negative,
      sum(m.positive) filter (where m.minute < w.starts) as previous_positive,
      sum(m.mentions - m.unscored) filter (where m.minute < w.starts) as previous_scored
    from windows w
    join sentiment_minutes m on m.minute >= w.before and m.minute < w.ends
    group by m.product_id, w.length
  ),
  ratios as (
    select
      s.*,
      s.negative::numeric / nullif(s.mentions - s.unscored, 0) as negative_share,
      (s.positive - s.negative)::numeric / nullif(s.positive + s.negative, 0) as net_sentiment_polar,
      (s.positive - s.negative)::numeric / nullif(s.mentions - s.unscored, 0) as net_sentiment,
      s.score_sum / 1000000 / nullif(s.mentions - s.unscored, 0) as mean_score,
      s.previous_negative::numeric / nullif(s.previous_scored, 0) as previous_negative_share,
      (s.previous_positive - s.previous_negative)::numeric / nullif(s.previous_scored, 0) as previous_net_sentiment
    from sums s
  )
  select
    p.id,
    p.name,
    w.length,
    w.starts,
    w.ends,
    coalesce(r.mentions, 0),
    coalesce(r.negative, 0),
    coalesce(r.neutral, 0),
    coalesce(r.positive, 0),
    coalesce(r.unscored, 0),
    round(r.negative_share, 6),
    round(r.net_sentiment_polar, 6),
    round(r.net_sentiment, 6),
    round(r.mean_score, 6),
    coalesce(r.previous_mentions, 0),
    round(r.previous_negative_share, 6),
    round(r.previous_net_sentiment, 6),
    round(r.negative_share - r.previous_negative_share, 6),
    round(r.net_sentiment - r.previous_net_sentiment, 6)
  from products p
  cross join windows w
  left join ratios r on r.product_id = p.id and r.length = w.length
  order by p.id, w.length
$$;

-- The clock is event time: the end of the newest minute over all products, but never later than now. Old posts played
-- today are seen as of their own day; a post that claims to come from the future moves nothing.
create view rolling_sentiment as
select *
from sentiment_at(least(now(), (select max(minute) + interval '1 minute' from sentiment_minutes)));

-- Down Migration

drop view rolling_sentiment;
drop function sentiment_at(timestamptz);
