import { iso } from '../settings/output.ts';
import { messageJson } from '../settings/outbox-command.ts';
import type { Flood } from './floods.ts';
import type { IncidentReport } from './incident-report.ts';
import type { IncidentSummary } from './incident-summary.ts';
import type { IncidentsView } from './incidents-table.ts';

const isoOrNull = (time: number | null): string | null => (time === null ? null : iso(time));

const incidentJson = ({ openedAt, escalatedAt, resolvedAt, ...rest }: IncidentSummary): object => ({
  ...rest,
  openedAt: iso(openedAt),
  escalatedAt: isoOrNull(escalatedAt),
  resolvedAt: isoOrNull(resolvedAt),
});

const floodJson = ({ startedAt, lastSeenAt, ...rest }: Flood): unknown => ({
  ...rest,
  startedAt: iso(startedAt),
  lastSeenAt: iso(lastSeenAt),
});

/** What `list` shows, for programs: times in ISO 8601. */
export const incidentsJson = ({ incidents, onHold, floods }: IncidentsView): unknown => ({
  incidents: incidents.map(incidentJson),
  onHold,
  floods: floods.map(floodJson),
});

/** What `show` shows, for programs. */
export const reportJson = ({ incident, facts, messages, feedback }: IncidentReport): unknown => ({
  ...incidentJson(incident),
  facts,
  messages: messages.map(messageJson),
  feedback: feedback.map(({ createdAt, ...rest }) => ({ ...rest, createdAt: iso(createdAt) })),
});
