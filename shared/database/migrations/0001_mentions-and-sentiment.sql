-- Up Migration

create table products (
  id text primary key,
  name text not null,
  brand text,
  query text not null,
  active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

comment on table products is 'What is watched. Not referenced by mentions: the history of a removed product stays.';

-- The identity of posts for ever, in every lane: decides whether a version that arrives is new.
create table post_versions (
  post_id text primary key,
  change text not null check (change in ('create', 'edit', 'delete')),
  revision timestamptz not null,
  posted_at timestamptz not null,
  products text[] not null
);

comment on table post_versions is 'The newest version known of every post: one that mentions a product, or was edited or deleted.';
comment on column post_versions.products is 'Its rows in mentions: one for each product; none once it is deleted.';

create table mentions (
  product_id text not null,
  posted_at timestamptz not null,
  post_id text not null,
  platform text not null,
  feed text not null,
  text text not null,
  author text,
  language text not null,
  url text,
  repost_of text,
  reach bigint,
  cluster text not null,
  label text check (label in ('negative', 'neutral', 'positive')),
  negative numeric(7, 6),
  neutral numeric(7, 6),
  positive numeric(7, 6),
  model text,
  revision timestamptz not null,
  stored_at timestamptz not null default now(),
  primary key (product_id, posted_at, post_id),
  constraint scored_or_not check (num_nulls(label, negative, neutral, positive) in (0, 4))
) partition by range (posted_at);

comment on table mentions is 'One row for each post and product, in the newest version of the post. Partitioned by month (UTC).';
comment on column mentions.label is 'Null: unscored.';
comment on column mentions.negative is 'Probability, in exact millionths; so are neutral and positive.';
comment on column mentions.cluster is 'Near-copies share it.';
comment on column mentions.revision is 'When this version was written.';

-- Months from 2000 to 2099 have a partition each, made when needed or ahead. Dates outside share two, so that wrong
-- clocks cannot make partitions without end. No default partition: attaching one more would have to lock and read it.
create table mentions_before_2000 partition of mentions for values from (minvalue) to ('2000-01-01 00:00:00+00');
create table mentions_after_2099 partition of mentions for values from ('2100-01-01 00:00:00+00') to (maxvalue);

-- Makes the partition of the month that holds `day` (UTC), if it is not there. Attached rather than created in place:
-- writers and readers of the other partitions go on meanwhile.
create function make_mentions_partition(day date) returns boolean language plpgsql as $$
declare
  first date := date_trunc('month', day::timestamp)::date;
  partition_name text := 'mentions_' || to_char(first, 'YYYY_MM');
begin
  if first < date '2000-01-01' or first > date '2099-12-01' or to_regclass(partition_name) is not null then
    return false;
  end if;
  -- One at a time, whoever asks; then look again, in the tables: the cache behind to_regclass may be stale.
  perform pg_advisory_xact_lock(hashtext('tonewatch mentions partitions'));
  perform from pg_inherits join pg_class on oid = inhrelid
  where inhparent = 'mentions'::regclass and relname = partition_name;
  if found then
    return false;
  end if;
  execute format('create table %I (like mentions including defaults including constraints including comments)', partition_name);
  execute format(
    'alter table mentions attach partition %I for values from (%L) to (%L)',
    partition_name,
    first::text || ' 00:00:00+00',
    (first + interval '1 month')::date::text || ' 00:00:00+00'
  );
  return true;
end
$$;

-- The sums behind every window; always equal to a recount of mentions.
create table sentiment_minutes (
  product_id text not null,
  minute timestamptz not null,
  mentions integer not null,
  negative integer not null,
  neutral integer not null,
  positive integer not null,
  unscored integer not null,
  score_sum bigint not null,
  primary key (product_id, minute)
) with (fillfactor = 80);

create index sentiment_minutes_minute on sentiment_minutes (minute);

comment on table sentiment_minutes is 'Mentions counted by product and minute of event time.';
comment on column sentiment_minutes.score_sum is 'Sum of positive - negative probability over the scored mentions, in millionths.';

-- Down Migration

drop table sentiment_minutes;
drop table mentions;
drop function make_mentions_partition(date);
drop table post_versions;
drop table products;
