import type { Measured } from '../evaluation/evaluate-model.ts';
import type { ClassResult, Evaluation, RatingResult } from '../evaluation/evaluation.ts';
import { count, interval, percent, percentInterval, roughly } from './figures.ts';
import { figures, paragraph, pictures, section, table } from './page.ts';
import { confusionMatrix } from './svg/confusion-matrix.ts';
import { operatingCurve } from './svg/operating-curve.ts';
import { ratingDiagram } from './svg/rating-diagram.ts';
import { reliabilityDiagram } from './svg/reliability-diagram.ts';

/**
 * What was measured on one data set, as a section of a page.
 * @param beside what else is known: the same by group, and other operating points.
 */
export function evaluationSection(
  evaluation: Evaluation,
  beside: Partial<Pick<Measured, 'groups' | 'operatingPoints'>> = {},
): string {
  const { groups = [], operatingPoints = [] } = beside;
  const { data, backend, speed, notes, metrics } = evaluation;
  return section(
    `${data}: ${count(metrics.examples)} texts`,
    ...(evaluation.type === 'classes' ? classParts(evaluation) : ratingParts(evaluation)),
    ...(operatingPoints.length > 0 ? [pictures(operatingCurve(operatingPoints))] : []),
    ...(groups.length > 0 ? [groupsTable(groups)] : []),
    ...notes.map((note) => paragraph(`Note: ${note}.`)),
    paragraph(
      `Small figures are 95 % bootstrap intervals. ${roughly(speed.postsPerSecond)} posts/s with the ${backend} ` +
        `backend, ${roughly(speed.cpuMicrosPerPost)} µs of processor time a post.`,
    ),
  );
}

function groupsTable(groups: Measured['groups']): string {
  const rating = groups[0]?.result.type === 'rating';
  return table(
    ['group', 'texts', ...(rating ? ['R²', ''] : ['macro-recall', '', 'accuracy', '', 'macro-F1', ''])],
    groups.map(({ group, result }) => [
      group,
      count(result.metrics.examples),
      ...(result.type === 'rating'
        ? [result.metrics.r2.toFixed(3), interval(result.intervals.r2)]
        : (['macroRecall', 'accuracy', 'macroF1'] as const).flatMap((metric) => [
            percent(result.metrics[metric]),
            percentInterval(result.intervals[metric]),
          ])),
    ]),
  );
}

function classParts({ metrics, intervals, labels, reliability }: ClassResult): string[] {
  return [
    figures(
      (
        [
          ['macro-recall', 'macroRecall'],
          ['accuracy', 'accuracy'],
          ['macro-F1', 'macroF1'],
          ['ECE', 'ece'],
        ] as const
      ).map(([name, key]) => [name, percent(metrics[key]), percentInterval(intervals[key])]),
    ),
    table(
      ['class', 'texts', 'recall', '', 'precision', ''],
      labels.map((label, c) => [
        label,
        count((metrics.confusion[c] ?? []).reduce((sum, texts) => sum + texts, 0)),
        percent(metrics.recall[c] ?? 0),
        percentInterval(intervals.recall[c] ?? [0, 0]),
        percent(metrics.precision[c] ?? 0),
        percentInterval(intervals.precision[c] ?? [0, 0]),
      ]),
    ),
    pictures(confusionMatrix(metrics.confusion, labels), reliabilityDiagram(reliability, metrics.ece)),
  ];
}

const ratingParts = ({ metrics, intervals, byRating }: RatingResult): string[] => [
  figures([
    ['R²', metrics.r2.toFixed(3), interval(intervals.r2)],
    ['root of the mean squared error', metrics.rmse.toFixed(3), interval(intervals.rmse)],
    ['mean error', metrics.mae.toFixed(3), interval(intervals.mae)],
  ]),
  pictures(ratingDiagram(byRating)),
];
