import colours from 'picocolors';
import {
  comparedMetrics,
  type Compared,
  type Contest,
  describeDifference,
} from '#shared/classifier/report/comparison-page.ts';
import { count, megabytes, percent, roughly } from '#shared/classifier/report/figures.ts';
import { columns } from '../columns.ts';

/** Several models on one data set, for people; differences that may be noise stay pale. */
export function describeContest({ data, notes: common, models }: Contest): string {
  const [first] = models;
  if (!first) return '';
  const metrics = comparedMetrics(first.measured.evaluation);
  const notes = models.flatMap(({ measured: { evaluation } }) =>
    evaluation.notes.map((note) => `${evaluation.model}: ${note}`),
  );
  const head = [
    'model',
    'texts',
    ...metrics.flatMap(({ name }) => [name, '']),
    'behaviour',
    'posts/s',
    'µs a post',
  ];
  return [
    colours.bold(data),
    ...[...common, ...notes].map((note) => colours.yellow(`  ${note}`)),
    '',
    ...columns([[...head, 'parameters', 'size'].map((name) => colours.dim(name)), ...models.map(row)]),
    ...(models.length > 1 ? ['', ...differenceLines(models.slice(1), metrics)] : []),
  ].join('\n');
}

function row({ measured: { evaluation }, parameters, bytes, behaviour }: Compared): string[] {
  return [
    colours.bold(evaluation.model),
    count(evaluation.metrics.examples),
    ...comparedMetrics(evaluation).flatMap(({ value, between }) => [
      colours.bold(value),
      colours.dim(between),
    ]),
    percent(behaviour.passed / behaviour.cases),
    roughly(evaluation.speed.postsPerSecond),
    roughly(evaluation.speed.cpuMicrosPerPost),
    count(parameters),
    megabytes(bytes),
  ];
}

/** Where less is better. */
const costs: ReadonlySet<string> = new Set(['ece', 'mae', 'rmse', 'logLoss']);

function differenceLines(
  others: readonly Compared[],
  metrics: readonly { metric: string; name: string }[],
): string[] {
  return columns([
    ['against the first', ...metrics.map(({ name }) => name)].map((name) => colours.dim(name)),
    ...others.map(({ measured, differences }) => [
      measured.evaluation.model,
      ...metrics.map(({ metric }) => {
        const found = differences?.find((each) => each.metric === metric);
        if (!found) return colours.dim('other texts');
        const text = describeDifference(found);
        if (found.noise) return colours.dim(`${text} noise`);
        return found.value > 0 === !costs.has(metric) ? colours.green(text) : colours.red(text);
      }),
    ]),
  ]);
}
