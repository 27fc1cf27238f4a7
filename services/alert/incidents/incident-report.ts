import { z } from 'zod';
import type { Queryable } from '../counting/changed-hours.ts';
import { incidentFactsSchema, type IncidentFacts } from '../message/facts.ts';
import { loadOutbox, type OutboxMessage } from '../settings/outbox.ts';
import { historicalFacts } from './historical-facts.ts';
import { loadIncident, type IncidentSummary } from './incident-summary.ts';

const feedbackSchema = z.object({
  rating: z.string(),
  posts: z.array(z.string()),
  label: z.string().nullable(),
  note: z.string(),
  createdAt: z.number(),
});

/** What was said of an incident; `createdAt` in milliseconds UTC. */
export type Feedback = z.infer<typeof feedbackSchema>;

/** Everything that is known of an incident. */
export interface IncidentReport {
  readonly incident: IncidentSummary;
  /** What the last message said, or of history would have said; null: there was none. */
  readonly facts: IncidentFacts | null;
  /** Newest first. */
  readonly messages: readonly OutboxMessage[];
  /** Oldest first. */
  readonly feedback: readonly Feedback[];
}

const MOST_MESSAGES = 100;

/** By its full id; null when there is none. */
export async function loadReport(client: Queryable, id: string): Promise<IncidentReport | null> {
  const incident = await loadIncident(client, id);
  if (!incident) return null;
  const facts = await client.query<{ facts: unknown }>('select facts from incidents where id = $1', [id]);
  const feedback = await client.query(
    `select rating, posts, label, note, extract(epoch from created_at)::float8 * 1000 as "createdAt"
     from feedback where incident_id = $1 order by id`,
    [id],
  );
  const told = incidentFactsSchema.nullable().parse(facts.rows[0]?.facts ?? null);
  return {
    incident,
    facts: told ?? (incident.historical ? await historicalFacts(client, incident) : null),
    messages: await loadOutbox(client, { limit: MOST_MESSAGES, incident: id }),
    feedback: z.array(feedbackSchema).parse(feedback.rows),
  };
}
