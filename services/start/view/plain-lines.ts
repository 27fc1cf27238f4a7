import type { ViewState } from './state.ts';
import { incidentLine } from './incident-line.ts';
import { count } from './table.ts';

const EVERY_MS = 5_000;

/** The lines of progress that each state adds to those written before: steps, then a line every five seconds. */
export function plainLines(): (state: ViewState, now: number) => string[] {
  const said = new Set<string>();
  let writtenAt: number | null = null;
  return (state, now) => {
    const lines = [...state.steps.map(({ text }) => `${text} …`), ...oncePerRun(state)].filter(
      (line) => !said.has(line),
    );
    for (const line of lines) said.add(line);
    if (state.databaseUrl === null) return lines;
    if (writtenAt === null) writtenAt = now;
    if (now - writtenAt >= EVERY_MS) {
      writtenAt = now;
      lines.push(progress(state));
    }
    return lines;
  };
}

function oncePerRun({ databaseUrl, firstScoredMs, incident }: ViewState): string[] {
  return [
    ...(incident === null ? [] : [`incident: ${incidentLine(incident)}`]),
    ...(databaseUrl === null ? [] : queryHint(databaseUrl)),
    ...(firstScoredMs === null ? [] : [`first scored mention after ${(firstScoredMs / 1000).toFixed(1)} s`]),
  ];
}

/** Where the data can be queried, and a first query. */
export function queryHint(databaseUrl: string): string[] {
  return [
    `Query it: psql ${databaseUrl}`,
    "  select name, mentions, negative_share, net_sentiment from rolling_sentiment where window_length = '1 hour';",
  ];
}

function progress({ eventTime, postsPerSecond, lag, totals, notice }: ViewState): string {
  const clock = eventTime === null ? '' : `${new Date(eventTime).toISOString().slice(0, 16)}Z  `;
  return (
    `${clock}${count(postsPerSecond)} posts/s, ${count(totals.mentions)} mentions, ${count(totals.unscored)} unscored, ` +
    `${count(totals.unmatched)} unmatched, ${count(totals.deadLetters)} dead letters; ` +
    `waiting: ingest ${count(lag.ingest)}, clean ${count(lag.clean)}, score ${count(lag.score)}, sink ${count(lag.sink)}` +
    (notice === null ? '' : `; ${notice}`)
  );
}
