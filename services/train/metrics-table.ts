import colours from 'picocolors';
import { labels } from '#shared/avro/mention.ts';
import type { Metrics } from '#shared/classifier/evaluation/metrics.ts';

const CELL = 10;

/** Metrics for people: the figures, each class, and the confusion matrix. */
export function describeMetrics(model: string, metrics: Metrics): string {
  const { examples, accuracy, macroRecall, macroF1, ece } = metrics;
  return [
    `${colours.bold(model)} on ${examples.toLocaleString('en-US')} texts`,
    '',
    figure('macro-recall', percent(macroRecall)),
    figure('accuracy', percent(accuracy)),
    figure('macro-F1', percent(macroF1)),
    figure('ECE', percent(ece)),
    '',
    row(['', 'recall', 'precision', 'texts'], colours.dim),
    ...labels.map((label, c) =>
      row([
        label,
        percent(metrics.recall[c] ?? 0),
        percent(metrics.precision[c] ?? 0),
        total(metrics.confusion[c] ?? []).toLocaleString('en-US'),
      ]),
    ),
    '',
    row(['is, said', ...labels], colours.dim),
    ...labels.map((label, c) => confusionRow(label, metrics.confusion[c] ?? [], c)),
  ].join('\n');
}

const figure = (name: string, value: string): string =>
  `  ${name.padEnd(14)}${colours.bold(value.padStart(7))}`;

const row = (cells: readonly string[], paint: (text: string) => string = String): string =>
  paint(`  ${cells.map((cell, i) => (i === 0 ? cell.padEnd(CELL) : cell.padStart(CELL))).join('')}`);

/** Right answers stand out. */
function confusionRow(label: string, counts: readonly number[], right: number): string {
  const cells = counts.map((count, c) => {
    const text = count.toLocaleString('en-US').padStart(CELL);
    return c === right ? colours.green(text) : text;
  });
  return `  ${label.padEnd(CELL)}${cells.join('')}`;
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
