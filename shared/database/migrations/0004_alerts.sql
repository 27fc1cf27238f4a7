-- Up Migration

-- A constant default: months that are there are not written again.
alter table mentions
  add column lane text not null default 'live' check (lane in ('live', 'backfill')),
  add column overridden boolean not null default false;

comment on column mentions.lane is 'How this version came: live, or backfill, which never raises an alert.';
comment on column mentions.overridden is 'Whether people have set the label: it is not what the model said.';

-- Finds the copies of a post: a cluster counts once.
create index mentions_cluster on mentions (product_id, cluster, posted_at);

-- The sink's note to alerting: these hours have changed. Only inserted into, and taken away by whoever counts them anew.
create table changed_hours (
  product_id text not null,
  hour timestamptz not null
);

create index changed_hours_product on changed_hours (product_id, hour);

-- What is there already has not been counted either.
insert into changed_hours (product_id, hour)
select distinct product_id, date_bin('1 hour', minute, timestamptz '2000-01-01 00:00:00+00') from sentiment_minutes;

comment on table changed_hours is 'Hours of event time that have changed and are yet to be counted for alerting. The same hour may be there often.';

-- What the tests of alerting count: a cluster once, an author once an hour.
create table distinct_minutes (
  product_id text not null,
  minute timestamptz not null,
  model text not null,
  mentions integer not null,
  negative integer not null,
  live_mentions integer not null,
  live_negative integer not null,
  primary key (product_id, minute, model)
) with (fillfactor = 80);

comment on table distinct_minutes is 'Scored mentions by product, minute and model: a cluster counts once, and an author once an hour.';
comment on column distinct_minutes.live_mentions is 'Of these, the ones that came live; so is live_negative.';

-- Which sensitivity holds for which products. The most specific one counts: of a product, of a brand, of all.
create table alert_rules (
  id bigint generated always as identity primary key,
  product_id text,
  brand text,
  sensitivity text not null check (sensitivity in ('sensitive', 'balanced', 'strict', 'off')),
  activated_at timestamptz not null default now(),
  check (product_id is null or brand is null)
);

create unique index alert_rules_scope on alert_rules (coalesce(product_id, ''), coalesce(brand, ''));
comment on column alert_rules.activated_at is 'What was posted before raises no alert.';
insert into alert_rules (sensitivity) values ('balanced');

create table alert_channels (
  name text primary key,
  type text not null check (type in ('webhook', 'slack', 'teams', 'email', 'terminal')),
  target text not null,
  secret text,
  sender text,
  allow_private boolean not null default false,
  time_zone text not null default 'UTC',
  quiet_from time,
  quiet_until time,
  daily_cap integer not null default 20 check (daily_cap > 0),
  least_severity text not null default 'warning' check (least_severity in ('warning', 'serious', 'critical')),
  products text[],
  brands text[],
  enabled boolean not null default true,
  created_at timestamptz not null default now(),
  check ((quiet_from is null) = (quiet_until is null))
);

comment on table alert_channels is 'Where alerts go. Secrets are named (env:NAME, file:PATH), never held.';
comment on column alert_channels.products is 'Only of these products; null: of all, or of the brands. So is brands.';
comment on column alert_channels.daily_cap is 'Messages a day in the time zone of the recipient; the rest goes into a digest.';

create table alert_mutes (
  id bigint generated always as identity primary key,
  product_id text,
  brand text,
  starts_at timestamptz not null default now(),
  ends_at timestamptz not null,
  campaign boolean not null default false,
  reason text not null default '',
  created_at timestamptz not null default now(),
  check (num_nonnulls(product_id, brand) = 1),
  check (ends_at > starts_at)
);

comment on column alert_mutes.campaign is 'Whether the time is left out of the baseline too.';

create table incidents (
  id uuid primary key default gen_random_uuid(),
  product_id text not null,
  kind text not null check (kind in ('tone', 'surge')),
  severity text not null check (severity in ('warning', 'serious', 'critical')),
  status text not null check (status in ('firing', 'escalated', 'resolved', 'retracted')),
  historical boolean not null,
  window_length interval not null,
  negative integer not null,
  mentions integer not null,
  baseline_share double precision not null,
  expected double precision not null,
  tail double precision not null,
  sensitivity text not null,
  model text not null,
  pending_at timestamptz not null,
  opened_at timestamptz not null,
  detected_at timestamptz not null default now(),
  escalated_at timestamptz,
  resolved_at timestamptz,
  reopened integer not null default 0,
  peak_negative integer not null,
  peak_mentions integer not null,
  confirmed boolean,
  facts jsonb,
  updated_at timestamptz not null default now()
);

create index incidents_product on incidents (product_id, opened_at desc);
create index incidents_opened on incidents (opened_at desc);

comment on table incidents is 'Periods in which the tone of a product was abnormal.';
comment on column incidents.historical is 'Found in history: nobody was told.';
comment on column incidents.negative is 'k, as last told; so are mentions (n), window_length, kind, severity, baseline_share, expected and tail.';
comment on column incidents.pending_at is 'Event time at which the tests first held; opened_at: the evaluation that opened it.';
comment on column incidents.confirmed is 'What people said: true keeps it out of the baseline, false does not; null: nothing yet.';
comment on column incidents.facts is 'What the last message said.';

-- One row for each product that is watched: whoever locks it evaluates the product.
create table alert_state (
  product_id text primary key,
  due_at timestamptz not null default '-infinity',
  evaluated_at timestamptz,
  model text,
  model_since timestamptz,
  life jsonb,
  incident_id uuid,
  history_version bigint not null default 0,
  hold text[] not null default '{}'
) with (fillfactor = 50);

comment on column alert_state.life is 'What has to be remembered between evaluations; null: all is quiet.';
comment on column alert_state.history_version is 'Rises whenever history has changed that a baseline is learnt from.';
comment on column alert_state.hold is 'Why nothing is decided now: what is missing of the data.';

-- Stretches of history that have changed and are yet to be gone through again.
create table alert_history (
  product_id text primary key,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  changed_at timestamptz not null default now(),
  due_at timestamptz not null
);

-- What is usual, as last learnt. By hour of the week in UTC, the first one being Thursday 00:00.
create table alert_baselines (
  product_id text not null,
  model text not null,
  history_version bigint not null,
  learnt_at timestamptz not null,
  valid_until timestamptz not null,
  rate real[] not null,
  share real[] not null,
  correlation real[] not null,
  dispersion real[] not null,
  hours double precision not null,
  mentions double precision not null,
  primary key (product_id, model)
);

comment on column alert_baselines.rate is 'Expected counted mentions an hour, 168 values; so is share, the usual share of negatives.';

-- The outbox: written in the transaction that changes an incident, sent by whoever comes first.
create table notifications (
  id uuid primary key default gen_random_uuid(),
  seq bigint generated always as identity,
  channel text not null,
  thread text not null,
  event text not null check (event in ('opened', 'escalated', 'resolved', 'retracted', 'digest', 'test')),
  severity text not null,
  incidents uuid[] not null,
  group_key text,
  facts jsonb not null,
  created_at timestamptz not null default now(),
  due_at timestamptz not null default now(),
  attempts integer not null default 0,
  claimed_until timestamptz,
  sent_at timestamptz,
  held text check (held in ('daily cap', 'quiet hours')),
  digest_due_at timestamptz,
  digest_id uuid,
  last_error text
);

create index notifications_waiting on notifications (channel, thread, seq) where sent_at is null and held is null;
create index notifications_held on notifications (channel) where held is not null and digest_id is null;
create index notifications_sent on notifications (channel, sent_at);
create index notifications_incidents on notifications using gin (incidents);
create unique index notifications_group on notifications (channel, group_key)
  where group_key is not null and attempts = 0 and sent_at is null and held is null;

comment on table notifications is 'Messages to recipients. id is the idempotency key.';
comment on column notifications.held is 'Not sent by itself, but in a digest (digest_id), and why.';
comment on column notifications.group_key is 'Incidents that open together at products of one brand become one message while it waits.';

create table feedback (
  id bigint generated always as identity primary key,
  incident_id uuid not null references incidents (id) on delete cascade,
  rating text not null check (rating in ('useful', 'expected', 'irrelevant', 'wrong-sentiment')),
  posts text[] not null default '{}',
  label text check (label in ('negative', 'neutral', 'positive')),
  note text not null default '',
  created_at timestamptz not null default now()
);

create index feedback_incident on feedback (incident_id);

-- Floods that were seen and are no incident: named, not paged.
create table floods (
  product_id text not null,
  started_at timestamptz not null,
  last_seen_at timestamptz not null,
  kind text not null check (kind in ('copies', 'authors')),
  mentions integer not null,
  counted integer not null,
  example text not null,
  primary key (product_id, started_at)
);

comment on table floods is 'Many negative mentions that were copies of a few posts, or of a few authors: no incident.';
comment on column floods.counted is 'What is left of the mentions when a cluster counts once and an author once an hour.';

-- How many records each topic had been given in all: tells when a feed has gone silent, and how far the stages lag.
create table feed_activity (
  topic text not null,
  sampled_at timestamptz not null,
  records bigint not null,
  primary key (topic, sampled_at)
);

-- Down Migration

drop table feed_activity, floods, feedback, notifications, alert_baselines, alert_history, alert_state, incidents,
  alert_mutes, alert_channels, alert_rules, distinct_minutes, changed_hours;
drop index mentions_cluster;
alter table mentions drop column overridden, drop column lane;
