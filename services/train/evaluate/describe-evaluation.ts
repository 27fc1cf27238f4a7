import colours from 'picocolors';
import type { Interval } from '#shared/classifier/evaluation/bootstrap.ts';
import type { ClassResult, Evaluation, RatingResult } from '#shared/classifier/evaluation/evaluation.ts';
import type { Measured } from '#shared/classifier/evaluation/evaluate-model.ts';
import { count, interval, percent, percentInterval, roughly } from '#shared/classifier/report/figures.ts';
import { columns } from '../columns.ts';

/** Groups that are shown; --json has all. */
const MOST_GROUPS = 40;

/** An evaluation for people: figures with intervals, each class, the confusion matrix, groups, speed. */
export function describeEvaluation({ evaluation, groups }: Measured): string {
  const { model, data, metrics, notes, speed, backend } = evaluation;
  return [
    `${colours.bold(model)} on ${data}: ${count(metrics.examples)} texts`,
    ...notes.map((note) => colours.yellow(`  ${note}`)),
    '',
    ...(evaluation.type === 'classes' ? classLines(evaluation) : ratingLines(evaluation)),
    ...(groups.length > 0 ? ['', ...groupLines(groups)] : []),
    '',
    colours.dim(
      `  ${roughly(speed.postsPerSecond)} posts/s, ${roughly(speed.cpuMicrosPerPost)} µs of processor time a post ` +
        `(${backend}); intervals hold 95 % of 1,000 bootstrap samples`,
    ),
  ].join('\n');
}

const shown = (share: number, between: Interval): string[] => [
  colours.bold(percent(share)),
  colours.dim(percentInterval(between)),
];

function classLines({ labels, metrics, intervals }: ClassResult): string[] {
  const total = (counts: readonly number[]): number => counts.reduce((sum, each) => sum + each, 0);
  return [
    ...columns([
      ['macro-recall', ...shown(metrics.macroRecall, intervals.macroRecall)],
      ['accuracy', ...shown(metrics.accuracy, intervals.accuracy)],
      ['macro-F1', ...shown(metrics.macroF1, intervals.macroF1)],
      ['ECE', ...shown(metrics.ece, intervals.ece)],
    ]),
    '',
    ...columns([
      ['', 'texts', 'recall', '', 'precision', ''].map((name) => colours.dim(name)),
      ...labels.map((label, c) => [
        label,
        count(total(metrics.confusion[c] ?? [])),
        ...shown(metrics.recall[c] ?? 0, intervals.recall[c] ?? [0, 0]),
        ...shown(metrics.precision[c] ?? 0, intervals.precision[c] ?? [0, 0]),
      ]),
    ]),
    '',
    ...columns([
      ['is, said', ...labels].map((name) => colours.dim(name)),
      ...labels.map((label, c) => [
        label,
        ...(metrics.confusion[c] ?? []).map((texts, said) =>
          said === c ? colours.green(count(texts)) : count(texts),
        ),
      ]),
    ]),
  ];
}

const ratingLines = ({ metrics, intervals }: RatingResult): string[] =>
  columns([
    ['R²', colours.bold(metrics.r2.toFixed(3)), colours.dim(interval(intervals.r2))],
    ['root mean squared error', colours.bold(metrics.rmse.toFixed(3)), colours.dim(interval(intervals.rmse))],
    ['mean error', colours.bold(metrics.mae.toFixed(3)), colours.dim(interval(intervals.mae))],
  ]);

function groupLines(groups: Measured['groups']): string[] {
  const [first] = groups;
  const head =
    first?.result.type === 'rating'
      ? ['group', 'texts', 'R²', '']
      : ['group', 'texts', 'macro-recall', '', 'accuracy', '', 'macro-F1', '', 'ECE'];
  return columns([
    head.map((name) => colours.dim(name)),
    ...groups
      .slice(0, MOST_GROUPS)
      .map(({ group, result }) => [group, count(result.metrics.examples), ...groupCells(result)]),
    ...(groups.length > MOST_GROUPS ? [[colours.dim(`${groups.length - MOST_GROUPS} more`)]] : []),
  ]);
}

function groupCells(result: Evaluation | ClassResult | RatingResult): string[] {
  if (result.type === 'rating') {
    return [colours.bold(result.metrics.r2.toFixed(3)), colours.dim(interval(result.intervals.r2))];
  }
  const { metrics, intervals } = result;
  return [
    ...shown(metrics.macroRecall, intervals.macroRecall),
    ...shown(metrics.accuracy, intervals.accuracy),
    ...shown(metrics.macroF1, intervals.macroF1),
    percent(metrics.ece),
  ];
}
