import type { Queryable } from '../counting/changed-hours.ts';

/**
 * Of these incidents the ones of which nothing more is to be sent: people have said that it was expected, and nobody has said
 * otherwise since. Whoever writes the outbox asks, in its transaction.
 */
export async function silencedIncidents(client: Queryable, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const { rows } = await client.query<{ id: string }>(
    `select incident_id::text as id from (
       select distinct on (incident_id) incident_id, rating
       from feedback where incident_id = any($1::uuid[]) and rating <> 'wrong-sentiment' order by incident_id, id desc
     ) newest where rating = 'expected'`,
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}

/** As `silencedIncidents`, of one. */
export const isSilenced = async (client: Queryable, id: string): Promise<boolean> =>
  (await silencedIncidents(client, [id])).size > 0;
