import { incidentLine } from './incident-line.ts';
import { colours, inks, noColours, type Paint } from './paint.ts';
import type { ViewState } from './state.ts';
import { count, layoutFor, tableHead, tableRow } from './table.ts';
import { fitted, widthOf } from './width.ts';

export interface FrameOptions {
  /** Width of the terminal; frames are made for 60 and more. */
  readonly columns: number;
  readonly colour: boolean;
}

const NARROWEST = 60;
const WIDEST = 140;

/** A frame of the live view: lines of at most `columns − 1` columns, so that no terminal breaks them. Pure. */
export function renderView(state: ViewState, { columns, colour }: FrameOptions): string {
  const width = Math.min(Math.max(columns, NARROWEST), WIDEST) - 2;
  const paint = colour ? colours : noColours;
  const body = state.products.length > 0 ? table(state, width, paint) : steps(state, paint);
  const lines = ['', header(state, width, paint), '', ...body, '', ...footer(state, width, paint)];
  return lines.map((line) => (line === '' ? '' : ` ${line}`)).join('\n');
}

/** How many products fit into a terminal of so many rows. */
export const productRoom = (rows: number): number => Math.max(1, rows - 13);

function header(state: ViewState, width: number, paint: Paint): string {
  const clock = state.eventTime === null ? 'starting' : clockOf(state.eventTime);
  const speed = state.speed === null ? '' : state.speed === 1 ? ' · live' : ` · ×${count(state.speed)}`;
  const left = `tonewatch  ${clock}${speed}`;
  const right = `${count(state.postsPerSecond)} posts/s`;
  const gap = ' '.repeat(Math.max(2, width - left.length - right.length));
  return `${paint(inks.title, 'tonewatch')}  ${clock}${paint(inks.dim, speed)}${gap}${right}`;
}

function steps({ steps: all }: ViewState, paint: Paint): string[] {
  return all.map(({ text, done }) =>
    done ? `${paint(inks.good, '✓')} ${text}` : `${paint(inks.dim, '…')} ${text}`,
  );
}

function table(state: ViewState, width: number, paint: Paint): string[] {
  const layout = layoutFor(state.products, width);
  const more =
    state.hiddenProducts > 0 ? [paint(inks.dim, `and ${count(state.hiddenProducts)} more products`)] : [];
  return [
    tableHead(layout, paint),
    ...state.products.map((product) => tableRow(product, layout, paint)),
    ...more,
    '',
    latestNegative(state, width, paint),
    ...(state.incident ? [paint(inks.alarm, fitted(`▲ ${incidentLine(state.incident)}`, width))] : []),
  ];
}

function latestNegative({ latestNegative: latest }: ViewState, width: number, paint: Paint): string {
  if (latest === null) return '';
  const intro = `${clockOf(latest.postedAt).slice(-9, -4)} ${fitted(latest.product, 20)} `;
  return `${paint(inks.bad, '●')} ${paint(inks.dim, intro)}${fitted(latest.text, width - widthOf(intro) - 2)}`;
}

function footer(state: ViewState, width: number, paint: Paint): string[] {
  const { totals, lag, firstScoredMs, notice, databaseUrl } = state;
  const figures = [
    `${count(totals.mentions)} mentions`,
    `${count(totals.unscored)} unscored`,
    `${count(totals.unmatched)} unmatched`,
    `${count(totals.deadLetters)} dead letters`,
  ];
  const waiting = [
    `waiting for ingest ${count(lag.ingest)}`,
    `clean ${count(lag.clean)}`,
    `score ${count(lag.score)}`,
    `sink ${count(lag.sink)}`,
  ];
  const first =
    firstScoredMs === null ? [] : [`first scored mention after ${(firstScoredMs / 1000).toFixed(1)} s`];
  const shown =
    state.products.length === 0
      ? []
      : [...flowing(figures, width), ...flowing([...waiting, ...first], width)];
  const lines = shown.map((line) => paint(inks.dim, line));
  if (notice !== null) lines.push(paint(inks.bad, fitted(notice, width)));
  // Not cut: it is there to be copied.
  if (databaseUrl !== null) lines.push(`${paint(inks.dim, 'Query it:')} psql ${databaseUrl}`);
  return lines;
}

/** Parts with dots between them, on as many lines as they need. */
function flowing(parts: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 3 + part.length > width) lines.push(part);
    else lines[lines.length - 1] = `${last} · ${part}`;
  }
  return lines;
}

/** `Sat 28 Feb 14:05 UTC`. */
function clockOf(time: number): string {
  const date = new Date(time);
  const day = date.toLocaleDateString('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  return `${day.replace(',', '')} ${date.toISOString().slice(11, 16)} UTC`;
}
