import { negativeShare, netSentiment, shareBar, sparkline } from './charts.ts';
import { heatOf, inks, type Paint } from './paint.ts';
import type { Counts, ProductView } from './state.ts';
import { column, widthOf } from './width.ts';

/** Widths of the columns of the table; 0 leaves one out. */
export interface TableLayout {
  readonly name: number;
  readonly day: number;
  readonly spark: number;
  readonly bar: number;
}

const HOUR_COLUMN = 6;
const SHARE_COLUMN = 5;
const NET_COLUMN = 9;
const SPARK_MAX = 72;

/** Shares a width of 58 columns or more out: names and figures first, the rest is chart. */
export function layoutFor(products: readonly ProductView[], width: number): TableLayout {
  const longest = Math.max(10, ...products.map(({ name }) => widthOf(name)));
  const name = Math.min(longest, width >= 100 ? 24 : width >= 76 ? 18 : 14);
  const day = width >= 70 ? 8 : 0;
  const bar = width >= 100 ? 16 : width >= 76 ? 8 : 0;
  const gaps = 2 + (bar > 0 ? 3 : 2);
  const rest = width - name - HOUR_COLUMN - day - bar - SHARE_COLUMN - NET_COLUMN - gaps;
  return { name, day, bar, spark: Math.min(SPARK_MAX, Math.max(8, rest)) };
}

export function tableHead({ name, day, spark, bar }: TableLayout, paint: Paint): string {
  const title = bar >= 16 ? 'negative, last hour' : bar > 0 ? 'negative 1 h' : 'neg.';
  const share = title.padEnd(bar + (bar > 0 ? 1 : 0) + SHARE_COLUMN);
  const chart = spark >= 14 ? 'last 24 hours' : '24 hours';
  return paint(
    inks.dim,
    `${''.padEnd(name)}${'1 h'.padStart(HOUR_COLUMN)}${day > 0 ? '24 h'.padStart(day) : ''}  ${chart.padEnd(spark)}  ${share}${'net'.padStart(NET_COLUMN - 2)}`,
  ).trimEnd();
}

export function tableRow(product: ProductView, layout: TableLayout, paint: Paint): string {
  const { lastHour, hourBefore, lastDay } = product;
  const share = negativeShare(lastHour);
  const alarming = share !== null && share >= 0.55 && lastHour.mentions >= 10;
  const name = paint(alarming ? inks.alarm : inks.strong, column(product.name, layout.name));
  const hour = count(lastHour.mentions).padStart(HOUR_COLUMN);
  const day = layout.day > 0 ? paint(inks.dim, count(lastDay.mentions).padStart(layout.day)) : '';
  const chart = sparkline(product.quarters, layout.spark, paint);
  const bar = layout.bar > 0 ? `${shareBar(share ?? 0, layout.bar, paint)} ` : '';
  return `${name}${hour}${day}  ${chart}  ${bar}${percent(share, paint)}${net(lastHour, hourBefore, paint)}`;
}

function percent(share: number | null, paint: Paint): string {
  if (share === null) return paint(inks.faint, '–'.padStart(SHARE_COLUMN));
  return paint(heatOf(share), `${Math.round(share * 100)} %`.padStart(SHARE_COLUMN));
}

/** Net sentiment of the hour, and where it went since the hour before. */
function net(now: Counts, before: Counts, paint: Paint): string {
  const value = netSentiment(now);
  if (value === null) return paint(inks.faint, '–'.padStart(NET_COLUMN - 2));
  const change = value - (netSentiment(before) ?? value);
  const arrow =
    change > 0.1 ? paint(inks.good, '▲') : change < -0.1 ? paint(inks.bad, '▼') : paint(inks.steady, '▸');
  const figure = signed(value).padStart(NET_COLUMN - 2);
  return `${paint(value < 0 ? inks.bad : inks.good, figure)} ${arrow}`;
}

export const count = (value: number): string => Math.round(value).toLocaleString('en-US');

function signed(value: number): string {
  const digits = Math.abs(value).toFixed(2);
  return digits === '0.00' ? digits : `${value < 0 ? '−' : '+'}${digits}`;
}
