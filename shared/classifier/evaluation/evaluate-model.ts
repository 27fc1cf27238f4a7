import type { Backend } from '../backend.ts';
import { type Output, outputsOf } from '../model/output.ts';
import { bootstrap, interval, type Interval, type Resamples } from './bootstrap.ts';
import { classStatistics } from './class-statistics.ts';
import { comparedProbabilities, compareClasses, type Example } from './comparison.ts';
import type { ClassIntervals, Evaluation } from './evaluation.ts';
import { judgementsOf, rightOnes } from './judgements.ts';
import { metricsOf } from './metrics.ts';
import { measureRatings, ratingStatistics } from './rating-metrics.ts';
import { reliability } from './reliability.ts';
import { scoreTexts } from './score-texts.ts';

/** What is measured on what. */
export interface Subject {
  /** Name and version of the model. */
  readonly model: string;
  readonly backend: Backend;
  readonly output: Output;
  /** What the texts are called. */
  readonly data: string;
  readonly examples: readonly Example[];
}

export interface Measured {
  readonly evaluation: Evaluation;
  /** To be compared, resample by resample, with those of another model on the same texts. */
  readonly resamples: Resamples;
}

/**
 * Scores labelled texts as the service would and compares: by class, or by rating where the model rates and the texts
 * have ratings.
 * @throws TonewatchError INPUT_FILE_UNREADABLE when no text has a label that the model knows.
 */
export async function evaluateModel(subject: Subject): Promise<Measured> {
  const rated = subject.examples.filter(({ rating }) => rating !== undefined);
  return subject.output.type === 'rating' && rated.length > 0
    ? evaluateRatings(subject, rated)
    : evaluateClasses(subject);
}

async function evaluateClasses({ model, backend, output, data, examples }: Subject): Promise<Measured> {
  const { labels, examples: kept, truth, notes } = compareClasses(output, examples, data);
  const { scores, speed } = await scoreTexts(backend, kept.map(textOf), outputsOf(output));
  const probabilities = comparedProbabilities(output, scores, labels);
  const judgements = judgementsOf(probabilities, truth, labels.length);
  const resamples = bootstrap(classStatistics(judgements));
  return {
    evaluation: {
      type: 'classes',
      model,
      data,
      backend: backend.kind,
      notes,
      speed,
      labels,
      metrics: metricsOf(judgements),
      intervals: classIntervals(resamples, labels.length),
      reliability: reliability(judgements.confidence, rightOnes(judgements)),
    },
    resamples,
  };
}

async function evaluateRatings(
  { model, backend, output, data, examples: all }: Subject,
  rated: readonly Example[],
): Promise<Measured> {
  const { scores, speed } = await scoreTexts(backend, rated.map(textOf), outputsOf(output));
  const truth = Float64Array.from(rated, ({ rating }) => rating ?? NaN);
  const left = all.length - rated.length;
  const resamples = bootstrap(ratingStatistics(scores, truth));
  const [r2 = none, rmse = none, mae = none] = resamples.map(interval);
  return {
    evaluation: {
      type: 'rating',
      model,
      data,
      backend: backend.kind,
      notes: left > 0 ? [`${left.toLocaleString('en-US')} texts without a rating are left out`] : [],
      speed,
      metrics: measureRatings(scores, truth),
      intervals: { r2, rmse, mae },
    },
    resamples,
  };
}

const none: Interval = [NaN, NaN];
const textOf = ({ text }: Example): string => text;

/** The order is that of classStatistics. */
function classIntervals(resamples: Resamples, classes: number): ClassIntervals {
  const [accuracy = none, macroRecall = none, macroF1 = none, ece = none, logLoss = none, ...byClass] =
    resamples.map(interval);
  return {
    accuracy,
    macroRecall,
    macroF1,
    ece,
    logLoss,
    recall: byClass.slice(0, classes),
    precision: byClass.slice(classes),
  };
}
