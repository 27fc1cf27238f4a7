import type { Interval } from '../evaluation/bootstrap.ts';
import { count, interval, megabytes, percent, percentInterval, roughly } from './figures.ts';
import { markdownTable } from './markdown-table.ts';
import { behaviourParts, nameOf } from './models-page-behaviour.ts';
import type { Figure, Measurement, MetricName, Result } from './result.ts';

/** A recipe that trains a model which judges texts. */
export interface ListedRecipe {
  /** `recipes/posts-cnn.yaml` */
  readonly path: string;
  readonly hash: string;
}

const metricNames: Readonly<Record<MetricName, string>> = {
  accuracy: 'accuracy',
  macroRecall: 'macro-recall',
  macroF1: 'macro-F1',
  ece: 'ECE',
  logLoss: 'log loss',
  r2: 'R²',
  rmse: 'root mean squared error',
  mae: 'mean error',
};
/** Not shares, and so not written in percent. */
const plain: ReadonlySet<MetricName> = new Set(['logLoss', 'r2', 'rmse', 'mae']);

/** docs/models.md. Pure: the same results give the same page. */
export function modelsPage(results: readonly Result[], recipes: readonly ListedRecipe[]): string {
  const byRecipe = new Map(results.map((result) => [result.recipe, result]));
  const rows = recipes.map((recipe) => ({ recipe, result: byRecipe.get(recipe.path) }));
  const behaved = results.filter(({ behaviour }) => behaviour !== undefined);
  return [
    '# Models, measured',
    '<!-- Written by `npm run docs` from recipes/results: change nothing here. -->',
    'One row for each recipe, each written by `tonewatch train --record`, so each can be made again: ' +
      '`npx tonewatch train --recipe recipes/NAME.yaml --data DIR --record`. Intervals are 95 % percentile bootstrap ' +
      'intervals (Efron and Tibshirani 1993): models whose intervals overlap widely may well be equally good; ' +
      '`tonewatch compare` says of a pair whether their difference is noise. Minutes are wall-clock time of the whole ' +
      'run on so many cores; those of an average count only what it takes to join its members. Posts/s are of one process on the machine that trained, other work beside it, preparation of ' +
      'the texts included: a hint only, [bench/scoring](../bench/scoring) has measurements made on a quiet machine.',
    markdownTable(
      [
        'recipe',
        'decides',
        'architecture',
        'measured on',
        'texts',
        'metric',
        'value',
        'interval',
        'minutes × cores',
        'parameters',
        'size',
        'posts/s',
      ],
      rows.map(({ recipe, result }) => mainRow(recipe, result)),
    ),
    ...(rows.some(({ recipe, result }) => isStale(recipe, result))
      ? ['† The recipe has been changed since this run.']
      : []),
    '## Everything that was measured',
    markdownTable(
      ['recipe', 'data', 'texts', 'macro-recall', 'accuracy', 'macro-F1', 'ECE', 'R²'],
      results.flatMap((result) => result.measured.map((measured) => measuredRow(result, measured))),
    ),
    'Development parts choose the epoch and fit the calibration, so their figures flatter.',
    '## Runs',
    markdownTable(
      ['recipe', 'date', 'commit', 'seed', 'texts learnt from', 'epochs', 'minutes', 'cores'],
      results.map(runRow),
    ),
    ...(behaved.length > 0 ? behaviourParts(behaved) : []),
    '',
  ].join('\n\n');
}

const isStale = ({ hash }: ListedRecipe, result: Result | undefined): boolean =>
  result !== undefined && result.recipeHash !== hash;

function mainRow(recipe: ListedRecipe, result: Result | undefined): string[] {
  const name = nameOf(recipe.path);
  const link = `[${name}](../${recipe.path})`;
  const [first] = result?.measured ?? [];
  if (!result || !first) return [link, 'not measured yet', ...Array<string>(10).fill('')];
  const figure = first.metrics[result.metric];
  return [
    link + (isStale(recipe, result) ? ' †' : ''),
    result.task,
    result.architecture,
    first.data,
    count(first.examples),
    metricNames[result.metric],
    valueOf(result.metric, figure),
    intervalOf(result.metric, figure),
    `${minutesOf(result)} × ${result.cores}`,
    count(result.parameters),
    megabytes(result.bytes),
    first.postsPerSecond === undefined ? '' : roughly(first.postsPerSecond),
  ];
}

const measuredRow = ({ recipe }: Result, { data, examples, metrics }: Measurement): string[] => [
  nameOf(recipe),
  data,
  count(examples),
  ...(['macroRecall', 'accuracy', 'macroF1', 'ece', 'r2'] as const).map((metric) =>
    [valueOf(metric, metrics[metric]), bracketed(intervalOf(metric, metrics[metric]))].join(' ').trim(),
  ),
];

const runRow = (result: Result): string[] => [
  nameOf(result.recipe),
  result.date,
  result.commit?.slice(0, 7) ?? '',
  String(result.seed),
  count(result.examples),
  String(result.epochs),
  minutesOf(result),
  String(result.cores),
];

const minutesOf = ({ minutes }: Result): string => {
  if (minutes < 0.1) return '< 0.1';
  return minutes < 10 ? minutes.toFixed(1) : count(minutes);
};

const bracketed = (text: string): string => (text === '' ? '' : `(${text})`);

function valueOf(metric: MetricName, figure: Figure | undefined): string {
  if (!figure) return '';
  return plain.has(metric) ? figure.value.toFixed(3) : percent(figure.value);
}

function intervalOf(metric: MetricName, figure: Figure | undefined): string {
  if (!figure?.interval) return '';
  const between: Interval = figure.interval;
  return plain.has(metric) ? interval(between) : percentInterval(between);
}
