import { z } from 'zod';
import type { Queryable } from '../counting/changed-hours.ts';
import { severity } from '../message/facts.ts';

const held = z.enum(['daily cap', 'quiet hours']);

const rowsSchema = z.array(
  z
    .object({
      id: z.string(),
      event: z.enum(['opened', 'escalated', 'resolved', 'retracted', 'digest', 'test']),
      severity,
      attempts: z.number(),
      facts: z.unknown(),
      closesSeverity: severity.nullable(),
      closesHeld: held.nullable(),
      closesDueAt: z.number().nullable(),
    })
    .transform(({ closesSeverity, closesHeld, closesDueAt, ...row }) => ({
      ...row,
      closes: closesSeverity && {
        severity: closesSeverity,
        waiting: closesHeld && { held: closesHeld, dueAt: closesDueAt ?? 0 },
      },
    })),
);

/** A notification that is due, locked; `closes` as in the policy. */
export type DueRow = z.infer<typeof rowsSchema>[number];

const isDue = (now: string): string =>
  `n.sent_at is null and n.held is null and n.due_at <= to_timestamp(${now}::float8 / 1000)
   and (n.claimed_until is null or n.claimed_until <= to_timestamp(${now}::float8 / 1000))`;

/**
 * Nothing overtakes what is before it in its thread, nor a digest that tells what is. Rows that somebody is changing are left
 * out: they are due at the next look.
 */
const lockDue = `
select n.id::text, n.event, n.severity, n.attempts, n.facts, said.severity as "closesSeverity",
  case when said.digest_id is null then said.held end as "closesHeld",
  extract(epoch from said.digest_due_at)::float8 * 1000 as "closesDueAt"
from notifications n
left join lateral (
  select s.severity, s.held, s.digest_id, s.digest_due_at
  from notifications s
  where n.event in ('resolved', 'retracted') and s.event in ('opened', 'escalated')
    and s.channel = n.channel and s.incidents && n.incidents and s.seq < n.seq
  order by s.seq desc limit 1
) said on true
where n.channel = $1 and ${isDue('$2')}
  and not exists (
    select from notifications e
    where e.channel = n.channel and e.thread = n.thread and e.seq < n.seq and e.sent_at is null and e.held is null
  )
  and (n.event = 'digest' or not exists (
    select from notifications d
    where d.channel = n.channel and d.event = 'digest' and d.sent_at is null and d.held is null
      and d.incidents && n.incidents and d.seq < n.seq
  ))
order by n.seq limit $3
for update of n skip locked`;

/** Locks notifications of a channel that are due, oldest first, at most `limit`. `now`: milliseconds UTC. */
export async function lockDueNotifications(
  client: Queryable,
  { channel, now, limit }: { readonly channel: string; readonly now: number; readonly limit: number },
): Promise<DueRow[]> {
  const { rows } = await client.query(lockDue, [channel, now, limit]);
  return rowsSchema.parse(rows);
}

/** Channels for which something may be due. `now`: milliseconds UTC. */
export async function dueChannels(client: Queryable, now: number): Promise<string[]> {
  const { rows } = await client.query<{ channel: string }>(
    `select distinct n.channel from notifications n where ${isDue('$1')} order by n.channel`,
    [now],
  );
  return rows.map(({ channel }) => channel);
}
