import type { Queryable } from '../counting/changed-hours.ts';
import type { Incident } from '../detection/lifecycle.ts';
import { collectFacts } from '../facts/collect-facts.ts';
import { isSilenced } from '../feedback/silenced.ts';
import type { AlertEvent, IncidentFacts } from '../message/facts.ts';
import { enqueue } from '../outbox/enqueue.ts';
import type { AlertSettings } from './alert-settings.ts';
import type { Evaluation } from './evaluation.ts';
import {
  insertIncident,
  loadFacts,
  openHistoricalIncident,
  saveFacts,
  updateIncident,
} from './incident-rows.ts';
import { peakFacts } from './peak-facts.ts';
import type { ProductStep } from './step-products.ts';

interface Round {
  readonly evaluation: Evaluation;
  readonly settings: AlertSettings;
}

/**
 * Stores what an evaluation means for the incident of a product, and the messages about it, in the same transaction. Returns
 * the id of the incident that the product's life is about.
 */
export async function applyEvent(client: Queryable, step: ProductStep, round: Round): Promise<string | null> {
  const { state, event, life } = step;
  if (event === null || !life.incident) {
    await keepUp(client, step, round);
    return state.incidentId;
  }
  const id = await storeIncident(client, step, life.incident);
  const facts =
    event === 'resolved'
      ? await factsAtTheEnd(client, id, life.incident)
      : await factsNow(client, id, life.incident, step, round);
  if (!facts) return id;
  await saveFacts(client, id, facts);
  const reopened = event === 'reopened';
  await tell(client, { event: reopened ? 'opened' : event, reopened, incidentId: id, facts }, step, round);
  return id;
}

/** Nothing to tell: the worst that was seen is kept, and what is switched off is over. */
async function keepUp(client: Queryable, { state, life }: ProductStep, { evaluation }: Round): Promise<void> {
  const { incidentId, life: before } = state;
  if (incidentId === null || before.incident?.resolvedAt !== null) return;
  if (!life.incident) {
    await updateIncident(client, incidentId, { ...before.incident, resolvedAt: evaluation.now });
  } else if (life.incident.peak.negative !== before.incident.peak.negative) {
    await updateIncident(client, incidentId, life.incident);
  }
}

async function storeIncident(
  client: Queryable,
  { state, event, live, sensitivity }: ProductStep,
  incident: Incident,
): Promise<string> {
  const known = event === 'opened' ? await openHistoricalIncident(client, state.id) : state.incidentId;
  if (known === null) {
    const { model } = live;
    return insertIncident(client, { product: state.id, incident, historical: false, sensitivity, model });
  }
  await updateIncident(client, known, incident, { live: true });
  return known;
}

function factsNow(
  client: Queryable,
  incidentId: string,
  incident: Incident,
  { state, live, held }: ProductStep,
  { evaluation }: Round,
): Promise<IncidentFacts> {
  const { id, name, brand } = state;
  return collectFacts(client, {
    incidentId,
    product: { id, name, brand },
    finding: incident.told,
    windowEnd: live.end,
    openedAt: incident.openedAt,
    detectedAt: evaluation.now,
    escalatedAt: incident.escalatedAt,
    resolvedAt: incident.resolvedAt,
    firstHeldAt: incident.pendingAt,
    model: live.model,
    completeness: { complete: held.length === 0, reasons: held },
    linkBase: evaluation.linkBase,
  });
}

async function factsAtTheEnd(
  client: Queryable,
  id: string,
  incident: Incident,
): Promise<IncidentFacts | null> {
  const told = await loadFacts(client, id);
  return told && peakFacts(told, incident);
}

async function tell(
  client: Queryable,
  change: { event: AlertEvent; reopened: boolean; incidentId: string; facts: IncidentFacts },
  { state }: ProductStep,
  { evaluation, settings }: Round,
): Promise<void> {
  const channels = settings.recipients(state, change.facts.severity);
  if (channels.length === 0 || (await isSilenced(client, change.incidentId))) return;
  const { now, groupWaitMs } = evaluation;
  await enqueue(client, { ...change, now, groupWaitMs, channels });
}
