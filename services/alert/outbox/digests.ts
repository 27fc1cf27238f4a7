import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import { inTransaction, limits } from '#shared/database/transaction.ts';
import type { Queryable } from '../counting/changed-hours.ts';
import { alertEvent, incidentFactsSchema, severities, severity, type DigestFacts } from '../message/facts.ts';
import type { OutboxChannel } from './outbox-channel.ts';
import { lockChannel } from './sender-lock.ts';

/** Messages in one digest; more make another one. */
const MOST = 500;

/** No more of the facts than a line tells. */
const { id, product, kind, negative, mentions, baselineShare, links } = incidentFactsSchema.shape;
const incident = z.object({ id, product, kind, severity, negative, mentions, baselineShare, links });

const heldSchema = z.object({
  id: z.string(),
  event: alertEvent,
  severity,
  held: z.enum(['daily cap', 'quiet hours']),
  createdAt: z.date(),
  incidents: z.array(z.string()),
  facts: z.object({ incidents: z.array(incident) }),
});
type HeldRow = z.infer<typeof heldSchema>;

/** Channels that have a digest due. `now`: milliseconds UTC. */
export async function channelsWithDigest(client: Queryable, now: number): Promise<string[]> {
  const { rows } = await client.query<{ channel: string }>(
    `select channel from notifications where held is not null and digest_id is null
     group by channel having min(digest_due_at) <= to_timestamp($1::float8 / 1000) order by channel`,
    [now],
  );
  return rows.map(({ channel }) => channel);
}

/**
 * Makes one notification of all that was held back from a channel, when the digest of some of it is due; it is sent like any
 * other. Returns whether there was something.
 *
 * @throws TonewatchError of databaseError
 */
export function makeDigest(
  pool: Pool,
  {
    channel,
    stored,
    now,
  }: { readonly channel: string; readonly stored: OutboxChannel | null; readonly now: number },
): Promise<boolean> {
  return inTransaction(pool, limits, async (client) => {
    await lockChannel(client, channel);
    if (!(await channelsWithDigest(client, now)).includes(channel)) return false;
    const held = await lockHeld(client, channel);
    if (held.length === 0) return false;
    await store(client, channel, held, { facts: digestFacts(held, stored?.dailyCap ?? null), now });
    return true;
  });
}

/** What somebody is taking back right now is left out, and what cannot be read: the others need not wait for it. */
async function lockHeld(client: PoolClient, channel: string): Promise<HeldRow[]> {
  const { rows } = await client.query(
    `select id::text, event, severity, held, created_at as "createdAt", incidents::text[], facts
     from notifications where channel = $1 and held is not null and digest_id is null
     order by seq limit ${MOST} for update skip locked`,
    [channel],
  );
  return rows.flatMap((row) => heldSchema.safeParse(row).data ?? []);
}

async function store(
  client: PoolClient,
  channel: string,
  held: readonly HeldRow[],
  { facts, now }: { readonly facts: DigestFacts; readonly now: number },
): Promise<void> {
  const worst = severities.findLast((each) => held.some((row) => row.severity === each));
  await client.query(
    `with digest as (
       insert into notifications (channel, thread, event, severity, incidents, facts, created_at, due_at)
       values ($1, 'digest', 'digest', $2, $3, $4, to_timestamp($5::float8 / 1000), to_timestamp($5::float8 / 1000))
       returning id
     )
     update notifications set digest_id = digest.id from digest where notifications.id = any($6::uuid[])`,
    [
      channel,
      worst,
      [...new Set(held.flatMap(({ incidents }) => incidents))],
      JSON.stringify(facts),
      now,
      held.map(({ id }) => id),
    ],
  );
}

/** A line for each incident of each message, as things happened. */
function digestFacts(held: readonly HeldRow[], dailyCap: number | null): DigestFacts {
  const cap = dailyCap === null ? 'daily cap' : `daily cap of ${dailyCap} messages`;
  const reasons = new Set(held.map((row) => (row.held === 'daily cap' ? cap : row.held)));
  return {
    schema: 'tonewatch.digest/1',
    reason: [...reasons].join(', '),
    entries: held.flatMap(({ event, createdAt, facts }) =>
      facts.incidents.map(({ id: incidentId, product: { name }, links: { show }, ...figures }) => ({
        event,
        at: createdAt.toISOString(),
        incident: incidentId,
        product: name,
        ...figures,
        link: show,
      })),
    ),
  };
}
