import type { Queryable } from '../counting/changed-hours.ts';
import { windowIndexes, windows } from '../detection/windows.ts';
import { collectFacts } from '../facts/collect-facts.ts';
import type { IncidentFacts } from '../message/facts.ts';
import type { IncidentSummary } from './incident-summary.ts';

/** What a message about an incident of history would have said: nobody was told, so it is found out when somebody asks. */
export async function historicalFacts(
  client: Queryable,
  incident: IncidentSummary,
): Promise<IncidentFacts | null> {
  const window = windowIndexes.find((index) => windows[index].minutes === incident.windowMinutes);
  const product = await productOf(client, incident.product);
  if (window === undefined || !product) return null;
  const { kind, severity, negative, mentions, baselineShare, expected, tail, openedAt, escalatedAt } =
    incident;
  const windowEnd = escalatedAt ?? openedAt;
  return collectFacts(client, {
    incidentId: incident.id,
    product,
    finding: { kind, window, negative, mentions, baselineShare, expected, tail, severity },
    windowEnd,
    openedAt,
    detectedAt: incident.detectedAt,
    escalatedAt,
    resolvedAt: incident.resolvedAt,
    firstHeldAt: incident.pendingAt,
    model: incident.model,
    completeness: { complete: true, reasons: [] },
    linkBase: '',
  });
}

async function productOf(
  client: Queryable,
  id: string,
): Promise<{ id: string; name: string; brand: string | null } | undefined> {
  const { rows } = await client.query<{ id: string; name: string; brand: string | null }>(
    'select id, name, brand from products where id = $1',
    [id],
  );
  return rows[0];
}
