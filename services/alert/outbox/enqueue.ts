import type { Queryable } from '../counting/changed-hours.ts';
import { severities, type AlertFacts, type IncidentFacts } from '../message/facts.ts';

/** A channel by its name. */
export interface Recipient {
  readonly name: string;
}

/** What has happened to an incident, and whom to tell. */
export interface Change {
  readonly event: 'opened' | 'escalated' | 'resolved' | 'retracted';
  readonly incidentId: string;
  readonly facts: IncidentFacts;
  /** Whether an incident that was over opens again. */
  readonly reopened: boolean;
  /** Milliseconds UTC. */
  readonly now: number;
  /** An incident that opens at a product with a brand waits so long for others of its brand. */
  readonly groupWaitMs: number;
  /** The channels that want to know. */
  readonly channels: readonly Recipient[];
}

/**
 * Writes the messages about a change, one for each channel, in the caller's transaction: they are sent once it is committed.
 * Incidents that open together at products of one brand become one message, whoever writes them: a writer waits for the other
 * one's commit. Whoever was told that an incident is open hears of the rest in the same thread; whoever was not does not hear
 * that it is over. Returns the number of messages written or joined.
 */
export async function enqueue(client: Queryable, change: Change): Promise<number> {
  const { event, channels } = change;
  const threads = await knownThreads(client, change);
  const isEnd = event === 'resolved' || event === 'retracted';
  const told = channels.map(({ name }) => name).filter((name) => !isEnd || threads.has(name));
  if (told.length === 0) return 0;
  const { brand } = change.facts.product;
  const messages = [...new Set(told)].sort().map((channel) => {
    const thread = threads.get(channel);
    // What has a thread already cannot join the message of another.
    const groupKey = event === 'opened' && brand !== null && thread === undefined ? `opened:${brand}` : null;
    return { channel, thread: thread ?? change.incidentId, groupKey };
  });
  return write(client, change, messages);
}

/** By channel, the thread in which it was said, or is about to be, that the incident is open. */
async function knownThreads(
  client: Queryable,
  { event, reopened, incidentId, channels }: Change,
): Promise<ReadonlyMap<string, string>> {
  if (channels.length === 0 || (event === 'opened' && !reopened)) return new Map();
  const { rows } = await client.query<{ channel: string; thread: string }>(
    `select distinct on (channel) channel, thread from notifications
     where incidents @> array[$1::uuid] and channel = any($2) and event in ('opened', 'escalated')
     order by channel, seq`,
    [incidentId, channels.map(({ name }) => name)],
  );
  return new Map(rows.map(({ channel, thread }) => [channel, thread]));
}

const rank = (severity: string): string =>
  `array_position(array[${severities.map((each) => `'${each}'`).join(', ')}], ${severity})`;

/**
 * A message that nobody has claimed is joined; one that is being claimed leaves the index when that is committed, which this
 * statement waits for, and a new one is made. In one order, so that two writers of one brand do not wait for each other.
 */
const insert = `
insert into notifications as n (channel, thread, group_key, event, severity, incidents, facts, created_at, due_at)
select channel, thread, group_key, $4, $5, array[$6::uuid], jsonb_set($7::jsonb, '{thread}', to_jsonb(thread)),
  to_timestamp($8::float8 / 1000),
  to_timestamp(($8::float8 + case when group_key is null then 0 else $9::float8 end) / 1000)
from unnest($1::text[], $2::text[], $3::text[]) as given(channel, thread, group_key)
order by channel
on conflict (channel, group_key) where group_key is not null and attempts = 0 and sent_at is null and held is null
do update set
  incidents = n.incidents || excluded.incidents,
  severity = case when ${rank('excluded.severity')} > ${rank('n.severity')} then excluded.severity else n.severity end,
  facts = n.facts || jsonb_build_object(
    'brand', $10::text,
    'incidents', (n.facts -> 'incidents') || (excluded.facts -> 'incidents')
  )`;

interface Message {
  readonly channel: string;
  readonly thread: string;
  readonly groupKey: string | null;
}

async function write(
  client: Queryable,
  { event, facts, incidentId, now, groupWaitMs }: Change,
  messages: readonly Message[],
): Promise<number> {
  const told: AlertFacts = {
    schema: 'tonewatch.alert/1',
    event,
    brand: null,
    thread: incidentId,
    incidents: [facts],
  };
  const { rowCount } = await client.query(insert, [
    messages.map(({ channel }) => channel),
    messages.map(({ thread }) => thread),
    messages.map(({ groupKey }) => groupKey),
    event,
    facts.severity,
    incidentId,
    JSON.stringify(told),
    now,
    groupWaitMs,
    facts.product.brand,
  ]);
  return rowCount ?? 0;
}
