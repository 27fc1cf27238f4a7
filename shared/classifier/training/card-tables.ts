import type { Source } from '../dataset/corpus.ts';
import type { Interval } from '../evaluation/bootstrap.ts';
import type { ClassIntervals } from '../evaluation/evaluation.ts';
import type { Metrics } from '../evaluation/metrics.ts';
import type { RatingMetrics } from '../evaluation/rating-metrics.ts';
import type { Output } from '../model/output.ts';

export { behaviourTable } from '../report/behaviour-table.ts';

/** What was measured on some texts; without intervals where it is not worth any. */
export type MeasuredOn = { readonly data: string } & (
  | { readonly type: 'classes'; readonly metrics: Metrics; readonly intervals?: ClassIntervals }
  | {
      readonly type: 'rating';
      readonly metrics: RatingMetrics;
      readonly intervals?: Readonly<Record<'r2' | 'rmse' | 'mae', Interval>>;
    }
);

/** Metrics of each measurement that is of the same kind as the output, a line each. */
export function metricsTable(measured: readonly MeasuredOn[], output: Output): string {
  const names =
    output.type === 'rating'
      ? ['R²', 'root mean squared error', 'mean error']
      : ['macro-recall', 'accuracy', 'macro-F1', 'recalls', 'ECE'];
  const rows = measured.flatMap((each) => (each.type === output.type ? [metricsRow(each)] : []));
  return table(['data', 'texts', ...names], rows);
}

function metricsRow(measured: MeasuredOn): string[] {
  if (measured.type === 'rating') {
    const { data, metrics, intervals } = measured;
    const figure = (name: 'r2' | 'rmse' | 'mae'): string =>
      metrics[name].toFixed(3) + bracketed(intervals?.[name], (value) => value.toFixed(3));
    return [data, count(metrics.examples), figure('r2'), figure('rmse'), figure('mae')];
  }
  const { data, metrics, intervals } = measured;
  const figure = (name: 'macroRecall' | 'accuracy' | 'macroF1' | 'ece'): string =>
    percent(metrics[name]) + bracketed(intervals?.[name], (value) => (value * 100).toFixed(1));
  return [
    data,
    count(metrics.examples),
    figure('macroRecall'),
    figure('accuracy'),
    figure('macroF1'),
    metrics.recall.map(percent).join(', '),
    figure('ece'),
  ];
}

const bracketed = (interval: Interval | undefined, show: (value: number) => string): string =>
  interval ? ` (${interval.map(show).join('–')})` : '';

export const sourcesTable = (sources: readonly Source[]): string =>
  table(
    ['file', 'what', 'texts', 'left out: excluded, repeated', 'weight', 'licence'],
    sources.map(({ file, about, taken, excluded, repeated, weight, licence }) => [
      file,
      about,
      count(taken),
      `${count(excluded)}, ${count(repeated)}`,
      String(weight),
      licence,
    ]),
  );

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
export const count = (value: number): string => value.toLocaleString('en-US');
