import type { ClassResult, Evaluation, RatingResult } from '#shared/classifier/evaluation/evaluation.ts';
import type { Measured } from '#shared/classifier/evaluation/evaluate-model.ts';

/** What `evaluate --json` prints of one data set. */
export function evaluationJson({ evaluation, groups, operatingPoints }: Measured): Record<string, unknown> {
  const { model, backend, data, notes, speed } = evaluation;
  return {
    model,
    backend,
    ...resultJson(evaluation),
    data,
    notes,
    ...speed,
    ...(operatingPoints.length > 0 && { operatingPoints }),
    ...(groups.length > 0 && {
      groups: groups.map(({ group, result }) => ({ group, ...resultJson(result) })),
    }),
  };
}

/** Metrics at the top, by class by the names of the classes, 95 % intervals beside them. */
function resultJson(result: Evaluation | ClassResult | RatingResult): Record<string, unknown> {
  if (result.type === 'rating')
    return { ...result.metrics, intervals: result.intervals, byRating: result.byRating };
  const { labels, metrics, intervals, reliability } = result;
  const byLabel = <T>(values: readonly T[]): Record<string, T | undefined> =>
    Object.fromEntries(labels.map((label, c) => [label, values[c]]));
  return {
    examples: metrics.examples,
    accuracy: metrics.accuracy,
    macroRecall: metrics.macroRecall,
    macroF1: metrics.macroF1,
    recall: byLabel(metrics.recall),
    precision: byLabel(metrics.precision),
    ece: metrics.ece,
    logLoss: metrics.logLoss,
    labels,
    confusion: metrics.confusion,
    intervals: {
      ...intervals,
      recall: byLabel(intervals.recall),
      precision: byLabel(intervals.precision),
    },
    reliability: reliability.filter(({ examples }) => examples > 0),
  };
}
