import { z } from 'zod';
import type { Queryable } from '../counting/changed-hours.ts';

/** A message about an incident, as far as taking it back goes. */
export interface Announcement {
  readonly id: string;
  readonly channel: string;
  readonly thread: string;
  /** All incidents that it is about. */
  readonly incidents: readonly string[];
  /** Whether nobody can have seen it: it was neither sent nor tried, and is in no digest. */
  readonly unseen: boolean;
}

const rowsSchema = z.array(
  z.object({
    id: z.string(),
    channel: z.string(),
    thread: z.string(),
    incidents: z.array(z.string()),
    unseen: z.boolean(),
  }),
);

/** Locks the messages about an incident, oldest first; none that take it back. */
export async function lockAnnouncements(client: Queryable, incident: string): Promise<Announcement[]> {
  const { rows } = await client.query(
    `select id::text, channel, thread, incidents::text[],
       sent_at is null and attempts = 0 and digest_id is null and (claimed_until is null or claimed_until < clock_timestamp()) as unseen
     from notifications
     where incidents @> array[$1::uuid] and event in ('opened', 'escalated', 'resolved')
     order by seq for update`,
    [incident],
  );
  return rowsSchema.parse(rows);
}

/** Takes an incident out of messages that nobody has seen: one that is about nothing else is removed. */
export async function takeOut(
  client: Queryable,
  incident: string,
  announcements: readonly Announcement[],
): Promise<void> {
  const ids = announcements.map(({ id }) => id);
  if (ids.length === 0) return;
  await client.query('delete from notifications where id = any($1::uuid[]) and incidents = array[$2::uuid]', [
    ids,
    incident,
  ]);
  await client.query(
    `update notifications set incidents = array_remove(incidents, $2::uuid),
       facts = jsonb_set(facts, '{incidents}', (
         select coalesce(jsonb_agg(each order by place), '[]') from jsonb_array_elements(facts->'incidents') with ordinality as of(each, place)
         where each->>'id' <> $2::uuid::text
       ))
     where id = any($1::uuid[])`,
    [ids, incident],
  );
}
