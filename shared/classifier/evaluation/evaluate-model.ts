import type { Backend } from '../backend.ts';
import type { LabelledText } from '../dataset/labelled-text.ts';
import type { Target } from '../dataset/target.ts';
import { type Output, outputsOf } from '../model/output.ts';
import { TonewatchError } from '../../errors/tonewatch-error.ts';
import type { Resamples } from './bootstrap.ts';
import { comparedProbabilities, compareClasses } from './comparison.ts';
import type { ClassResult, Evaluation, RatingResult } from './evaluation.ts';
import { groupsOf } from './groups.ts';
import { judgementsOf, judgementsAt } from './judgements.ts';
import { classResult, ratingResult } from './result-with-intervals.ts';
import { type OperatingPoint, operatingPoints } from './operating-points.ts';
import { scoreTexts } from './score-texts.ts';

/** What is measured on what. */
export interface Subject {
  /** Name and version of the model. */
  readonly model: string;
  readonly backend: Backend;
  readonly output: Output;
  /** What the texts are called. */
  readonly data: string;
  /** What the labels of the examples are. */
  readonly target: Target;
  readonly examples: readonly LabelledText[];
}

export interface Measured {
  readonly evaluation: Evaluation;
  /** To be compared, resample by resample, with those of another model on the same texts. */
  readonly resamples: Resamples;
  /** By the group of the examples, largest first, where they have one. */
  readonly groups: readonly { readonly group: string; readonly result: ClassResult | RatingResult }[];
  /** None for ratings. */
  readonly operatingPoints: readonly OperatingPoint[];
}

/**
 * Scores labelled texts as the service would and compares: ratings with ratings, else class with class.
 * @throws TonewatchError INPUT_FILE_UNREADABLE when no text has a label that the model knows, or a classifier is given
 * ratings.
 */
export async function evaluateModel(subject: Subject): Promise<Measured> {
  const { target, output, data, examples, backend } = subject;
  if (target.type === 'classes') return evaluateClasses(subject, target);
  if (output.type === 'classes') {
    throw new TonewatchError(
      'INPUT_FILE_UNREADABLE',
      `${data}: has ratings, but the model tells classes apart`,
    );
  }
  const { scores, speed } = await scoreTexts(backend, examples.map(textOf), outputsOf(output));
  const truth = Float64Array.from(examples, ({ label }) => label);
  const { result, resamples } = ratingResult(scores, truth);
  return {
    evaluation: { ...about(subject), notes: [], speed, ...result },
    resamples,
    operatingPoints: [],
    groups: groupsOf(examples).map(({ group, at }) => ({
      group,
      result: ratingResult(
        at.map((i) => scores[i] ?? NaN),
        at.map((i) => truth[i] ?? NaN),
      ).result,
    })),
  };
}

async function evaluateClasses(
  subject: Subject,
  target: Extract<Target, { type: 'classes' }>,
): Promise<Measured> {
  const { backend, output, data } = subject;
  const { labels, examples, truth, notes } = compareClasses(output, target, subject.examples, data);
  const { scores, speed } = await scoreTexts(backend, examples.map(textOf), outputsOf(output));
  const probabilities = comparedProbabilities(output, scores, labels);
  const judgements = judgementsOf(probabilities, truth, labels.length);
  const { result, resamples } = classResult(judgements, labels);
  return {
    evaluation: { ...about(subject), notes, speed, ...result },
    resamples,
    operatingPoints: operatingPoints(probabilities, truth, labels.length),
    groups: groupsOf(examples).map(({ group, at }) => ({
      group,
      result: classResult(judgementsAt(judgements, at), labels).result,
    })),
  };
}

const about = ({ model, data, backend }: Subject): Pick<Evaluation, 'model' | 'data' | 'backend'> => ({
  model,
  data,
  backend: backend.kind,
});

const textOf = ({ text }: LabelledText): string => text;
