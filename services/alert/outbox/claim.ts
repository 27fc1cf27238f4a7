import type { Pool } from 'pg';
import { inTransaction, limits } from '#shared/database/transaction.ts';
import type { Queryable } from '../counting/changed-hours.ts';
import { lockDueNotifications, type DueRow } from './due-notifications.ts';
import { startOfLocalDay } from './local-time.ts';
import type { OutboxChannel } from './outbox-channel.ts';
import { decide, type ChannelState, type Decision } from './policy.ts';
import { lockChannel } from './sender-lock.ts';

export interface ClaimOptions {
  readonly channel: string;
  /** What is known of the channel; null when it was removed. */
  readonly stored: OutboxChannel | null;
  /** Notifications at most. */
  readonly limit: number;
  /** Milliseconds UTC. */
  readonly now: number;
  /** After so many milliseconds others may take what was claimed. */
  readonly leaseMs: number;
}

/** A notification that is to be sent now, by whoever claimed it. */
export interface Claimed {
  /** The idempotency key. */
  readonly id: string;
  readonly event: string;
  /** Tries, this one included. */
  readonly attempts: number;
  /** As stored. */
  readonly facts: unknown;
}

/** What became of the notifications that were due: claimed, or the number of those left to a digest or put off. */
export interface Claim {
  readonly claimed: readonly Claimed[];
  readonly held: number;
  readonly waiting: number;
}

/**
 * Takes notifications of a channel that are due and decides about them, in one transaction: what is to be sent is claimed, the
 * rest is left to a digest or put off, as if it had never been touched. All is committed before anything is sent.
 *
 * @throws TonewatchError of databaseError
 */
export function claim(pool: Pool, options: ClaimOptions): Promise<Claim> {
  const { channel, stored, now } = options;
  return inTransaction(pool, limits, async (client) => {
    await lockChannel(client, channel);
    const due = await lockDueNotifications(client, options);
    if (due.length === 0) return { claimed: [], held: 0, waiting: 0 };
    const state = stored && { ...stored, used: await usedToday(client, stored, now) };
    const decisions = decideAll(due, state, now);
    const sent = decisions.filter(({ decision }) => decision.action === 'send').map(({ row }) => row);
    await markClaimed(client, sent, options);
    const held = await markHeld(client, decisions);
    const waiting = await putOff(client, decisions);
    const claimed = sent.map(({ id, event, attempts, facts }) => ({
      id,
      event,
      attempts: attempts + 1,
      facts,
    }));
    return { claimed, held, waiting };
  });
}

interface Decided {
  readonly row: DueRow;
  readonly decision: Decision;
}

/** One after the other: each that is sent for the first time uses up some of the cap. */
function decideAll(due: readonly DueRow[], state: ChannelState | null, now: number): Decided[] {
  let used = state?.used ?? 0;
  return due.map((row) => {
    const decision = decide(row, state && { ...state, used }, now);
    if (decision.action === 'send' && row.attempts === 0 && row.event !== 'digest') used += 1;
    return { row, decision };
  });
}

async function usedToday(client: Queryable, { name, timeZone }: OutboxChannel, now: number): Promise<number> {
  const { rows } = await client.query<{ used: number }>(
    `select (
       (select count(*) from notifications
        where channel = $1 and sent_at >= to_timestamp($2::float8 / 1000) and event not in ('digest', 'test'))
       + (select count(*) from notifications
          where channel = $1 and sent_at is null and held is null and attempts > 0 and event not in ('digest', 'test'))
     )::int as used`,
    [name, startOfLocalDay(now, timeZone)],
  );
  return rows[0]?.used ?? 0;
}

async function markClaimed(
  client: Queryable,
  rows: readonly DueRow[],
  { now, leaseMs }: ClaimOptions,
): Promise<void> {
  if (rows.length === 0) return;
  await client.query(
    `update notifications set attempts = attempts + 1, claimed_until = to_timestamp($2::float8 / 1000) where id = any($1::uuid[])`,
    [rows.map(({ id }) => id), now + leaseMs],
  );
}

async function markHeld(client: Queryable, decisions: readonly Decided[]): Promise<number> {
  const held = decisions.flatMap(({ row, decision }) =>
    decision.action === 'hold' ? [{ id: row.id, ...decision }] : [],
  );
  if (held.length === 0) return 0;
  await client.query(
    `update notifications n set held = given.held, digest_due_at = to_timestamp(given.due / 1000), claimed_until = null
     from unnest($1::uuid[], $2::text[], $3::float8[]) as given(id, held, due) where n.id = given.id`,
    [held.map(({ id }) => id), held.map((each) => each.held), held.map(({ digestDueAt }) => digestDueAt)],
  );
  return held.length;
}

async function putOff(client: Queryable, decisions: readonly Decided[]): Promise<number> {
  const waiting = decisions.flatMap(({ row, decision }) =>
    decision.action === 'wait' ? [{ id: row.id, ...decision }] : [],
  );
  if (waiting.length === 0) return 0;
  await client.query(
    `update notifications n set due_at = to_timestamp(given.until / 1000), last_error = given.reason, claimed_until = null
     from unnest($1::uuid[], $2::float8[], $3::text[]) as given(id, until, reason) where n.id = given.id`,
    [waiting.map(({ id }) => id), waiting.map(({ until }) => until), waiting.map(({ reason }) => reason)],
  );
  return waiting.length;
}
