import type { IncidentSummary } from '#shared/database/latest-incidents.ts';

/** `Nimbus bank: negative surge, critical, 212 of 301 negative (70 %, usual 18 %), Fri 04:12–07:40 UTC`. */
export function incidentLine(incident: IncidentSummary): string {
  const { product, kind, severity, negative, mentions, baselineShare, openedAt, resolvedAt } = incident;
  const what = kind === 'surge' ? 'negative surge' : 'tone shift';
  const share = `${negative} of ${mentions} negative (${percent(negative / mentions)}, usual ${percent(baselineShare)})`;
  const until = resolvedAt === null ? 'still open' : clock(resolvedAt);
  return `${product}: ${what}, ${severity}, ${share}, ${day(openedAt)} ${clock(openedAt)}–${until}`;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const clock = (time: Date): string => time.toISOString().slice(11, 16);
const day = (time: Date): string => time.toLocaleDateString('en-GB', { weekday: 'short', timeZone: 'UTC' });
