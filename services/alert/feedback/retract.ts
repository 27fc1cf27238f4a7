import { z } from 'zod';
import type { Queryable } from '../counting/changed-hours.ts';
import { incidentFactsSchema, severity } from '../message/facts.ts';
import { retractedFacts, retractionOf } from './retraction.ts';
import { lockAnnouncements, takeOut } from './waiting.ts';

const retractedSchema = z.array(
  z.object({ severity, resolved_at: z.date(), facts: incidentFactsSchema.nullable() }),
);

/**
 * Ends the review of an incident whose posts were counted anew. Where it does not stand any more, it becomes `retracted`, and
 * whoever has heard of it is told once, in the same thread; what nobody has seen yet is not sent at all. To be called in the
 * transaction of the evaluation, which holds the lock of the product; its `life` is the caller's.
 *
 * @param now milliseconds UTC
 * @returns whether it was retracted; false for one that was before
 */
export async function retractIfGone(
  client: Queryable,
  incident: string,
  stillStands: boolean,
  now: number = Date.now(),
): Promise<boolean> {
  if (stillStands) {
    await client.query('update incidents set updated_at = clock_timestamp() where id = $1', [incident]);
    return false;
  }
  const { rows } = await client.query(
    `update incidents set status = 'retracted', resolved_at = coalesce(resolved_at, to_timestamp($2::float8 / 1000)), updated_at = clock_timestamp()
     where id = $1 and status <> 'retracted' returning severity, resolved_at, facts`,
    [incident, now],
  );
  const [retracted] = retractedSchema.parse(rows);
  if (!retracted) return false;
  const { takeBack, tell } = retractionOf(await lockAnnouncements(client, incident));
  await takeOut(client, incident, takeBack);
  const { facts, resolved_at: resolvedAt } = retracted;
  if (facts === null) return true;
  for (const { channel, thread } of tell) {
    await client.query(
      `insert into notifications (channel, thread, event, severity, incidents, facts, created_at, due_at)
       select $1, $2, 'retracted', $3, array[$4::uuid], $5, at, at from to_timestamp($6::float8 / 1000) as at`,
      [
        channel,
        thread,
        retracted.severity,
        incident,
        retractedFacts(facts, thread, resolvedAt.toISOString()),
        now,
      ],
    );
  }
  return true;
}
