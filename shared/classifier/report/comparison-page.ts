import type { Difference } from '../evaluation/difference.ts';
import type { Measured } from '../evaluation/evaluate-model.ts';
import type { Evaluation } from '../evaluation/evaluation.ts';
import { count, interval, megabytes, percent, percentInterval, roughly } from './figures.ts';
import { page, paragraph, pictures, section, table } from './page.ts';
import { accuracyAgainstSpeed } from './svg/accuracy-against-speed.ts';

/** A model in a comparison. */
export interface Compared {
  readonly measured: Measured;
  readonly parameters: number;
  readonly bytes: number;
  /** Cases of the behavioural suite. */
  readonly behaviour: { readonly cases: number; readonly passed: number };
  /** To the first model; undefined for that one, and where they were not asked about the same texts. */
  readonly differences: readonly Difference[] | undefined;
}

/** Several models on one data set. */
export interface Contest {
  readonly data: string;
  /** What holds for all of them. */
  readonly notes: readonly string[];
  readonly models: readonly Compared[];
}

/** The metrics that a comparison shows, with how they are written. */
export function comparedMetrics(evaluation: Evaluation): ComparedMetric[] {
  if (evaluation.type === 'rating') {
    const { metrics, intervals } = evaluation;
    return [
      { metric: 'r2', name: 'R²', value: metrics.r2.toFixed(3), between: interval(intervals.r2) },
      { metric: 'mae', name: 'mean error', value: metrics.mae.toFixed(3), between: interval(intervals.mae) },
    ];
  }
  const { metrics, intervals } = evaluation;
  return (
    [
      ['macroRecall', 'macro-recall'],
      ['accuracy', 'accuracy'],
      ['ece', 'ECE'],
    ] as const
  ).map(([metric, name]) => ({
    metric,
    name,
    value: percent(metrics[metric]),
    between: percentInterval(intervals[metric]),
  }));
}

export interface ComparedMetric {
  readonly metric: Difference['metric'];
  readonly name: string;
  readonly value: string;
  readonly between: string;
}

/** `+0.3 (−1.1 to +1.7)`: percentage points for shares, else the units of the metric. */
export function describeDifference({ metric, value, interval: [low, high] }: Difference): string {
  const inPoints = !['r2', 'rmse', 'mae', 'logLoss'].includes(metric);
  const signed = (each: number): string =>
    `${each < 0 ? '−' : '+'}${(Math.abs(each) * (inPoints ? 100 : 1)).toFixed(inPoints ? 1 : 3)}`;
  return `${signed(value)} (${signed(low)} to ${signed(high)})`;
}

/** One self-contained page: a table and a picture for each data set. */
export function comparisonPage(contests: readonly Contest[]): string {
  const models = contests[0]?.models.map(({ measured }) => measured.evaluation.model) ?? [];
  return page('Models side by side', models.join(', '), ...contests.map(contestSection));
}

function contestSection({ data, notes: common, models }: Contest): string {
  const metrics = models[0] ? comparedMetrics(models[0].measured.evaluation) : [];
  const notes = [...new Set([...common, ...models.flatMap(({ measured }) => measured.evaluation.notes)])];
  return section(
    data,
    table(
      [
        'model',
        'texts',
        ...metrics.flatMap(({ name }) => [name, '']),
        'behaviour',
        'posts/s',
        'µs a post',
        'parameters',
        'size',
      ],
      models.map(row),
    ),
    table(
      ['against the first', ...metrics.map(({ name }) => name)],
      models.slice(1).map(({ measured, differences }) => [
        measured.evaluation.model,
        ...metrics.map(({ metric }) => {
          const found = differences?.find((each) => each.metric === metric);
          return found ? `${describeDifference(found)}${found.noise ? ', noise' : ''}` : 'other texts';
        }),
      ]),
    ),
    paragraph(
      'Ranges are 95 % bootstrap intervals; a difference whose interval holds 0 is called noise (paired bootstrap). ' +
        'Behaviour: cases of the behavioural suite that are passed.',
    ),
    ...notes.map((note) => paragraph(`Note: ${note}.`)),
    pictures(speedPicture(models)),
  );
}

function row({ measured, parameters, bytes, behaviour }: Compared): string[] {
  const { evaluation } = measured;
  const { model, metrics, speed } = evaluation;
  return [
    model,
    count(metrics.examples),
    ...comparedMetrics(evaluation).flatMap(({ value, between }) => [value, between]),
    percent(behaviour.passed / behaviour.cases),
    roughly(speed.postsPerSecond),
    roughly(speed.cpuMicrosPerPost),
    count(parameters),
    megabytes(bytes),
  ];
}

function speedPicture(models: readonly Compared[]): string {
  const evaluations = models.map(({ measured }) => measured.evaluation);
  const points = evaluations.map((each) => ({
    name: each.model,
    postsPerSecond: each.speed.postsPerSecond,
    value: each.type === 'rating' ? each.metrics.r2 : each.metrics.macroRecall,
    interval: each.type === 'rating' ? each.intervals.r2 : each.intervals.macroRecall,
  }));
  return accuracyAgainstSpeed(points, evaluations[0]?.type === 'rating' ? 'R²' : 'macro-recall');
}
