import { count, duration, percent } from '../message/figures.ts';
import { oneLine } from '../message/one-line.ts';
import { renderText } from '../message/render-text.ts';
import { iso, minuteText, type Palette } from '../settings/output.ts';
import { outboxTable } from '../settings/outbox-table.ts';
import type { Feedback, IncidentReport } from './incident-report.ts';
import { severityText, statusText, usualText } from './incidents-table.ts';
import type { IncidentSummary, Status } from './incident-summary.ts';

interface Frame {
  readonly columns: number;
  readonly palette: Palette;
}

/** An incident for people: what the message says, what was sent, what people said. Times in UTC. */
export function reportText({ incident, facts, messages, feedback }: IncidentReport, frame: Frame): string {
  const { palette } = frame;
  const { id: thread } = incident;
  const told = facts
    ? renderText(
        {
          schema: 'tonewatch.alert/1',
          event: eventOf[incident.status],
          brand: null,
          thread,
          incidents: [facts],
        },
        'UTC',
      ).text
    : '';
  const blocks = [
    headOf(incident, palette),
    told,
    `${palette.bold('Messages')}\n${outboxTable(messages, frame.columns, palette)}`,
    `${palette.bold('Feedback')}\n${feedbackText(feedback)}`,
  ];
  return blocks.filter((block) => block !== '').join('\n');
}

/** What was said when it was over is short: whoever asks wants the posts and the drivers. */
const eventOf = {
  firing: 'opened',
  escalated: 'escalated',
  resolved: 'opened',
  retracted: 'retracted',
} as const satisfies Record<Status, string>;

function headOf(incident: IncidentSummary, palette: Palette): string {
  const { id, product, kind, openedAt, resolvedAt, negative, mentions, historical, confirmed } = incident;
  const lasted = resolvedAt === null ? 'open' : duration(iso(openedAt), iso(resolvedAt));
  const share = percent(mentions > 0 ? negative / mentions : 0);
  const lines = [
    palette.bold(`Incident ${id}`),
    `${oneLine(product, 40)} · ${kind} · ${severityText(incident.severity, palette)} · ${statusText(incident, palette)}`,
    `Opened ${minuteText(openedAt)} UTC, ${lasted} · ${count(negative)} of ${count(mentions)} negative (${share}), usual ${usualText(incident)}`,
    `Raised at ${incident.sensitivity} by ${oneLine(incident.model, 40)}${reopenedText(incident)}`,
    ...(historical ? ['* found in history: nobody was told'] : []),
    ...(confirmed === true ? ['Left out of the baseline'] : []),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

const reopenedText = ({ reopened }: IncidentSummary): string =>
  reopened === 0 ? '' : ` · opened again ${count(reopened)}×`;

function feedbackText(feedback: readonly Feedback[]): string {
  if (feedback.length === 0) return 'None yet. `tonewatch incidents rate --help` says how.\n';
  return feedback
    .map(({ createdAt, rating, posts, label, note }) => {
      const what = label === null ? '' : `: ${posts.join(', ')} → ${label}`;
      return `${minuteText(createdAt)}  ${rating}${what}${note === '' ? '' : ` — ${oneLine(note, 200)}`}\n`;
    })
    .join('');
}
