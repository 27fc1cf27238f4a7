import type { Evaluation } from '../evaluation/evaluation.ts';
import type { Measured } from '../model/manifest.ts';
import type { Figure, Measurement, MetricName } from './result.ts';

/** What of an evaluation is kept in recipes/results. */
export function measurementOf(evaluation: Evaluation): Measurement {
  const { data, backend, speed, metrics } = evaluation;
  return {
    data,
    examples: metrics.examples,
    metrics: figuresOf(evaluation),
    backend,
    postsPerSecond: speed.postsPerSecond,
    cpuMicrosPerPost: speed.cpuMicrosPerPost,
  };
}

/** What of an evaluation is kept in model.json. */
export function measuredOf(evaluation: Evaluation): Measured {
  const metrics = Object.entries(figuresOf(evaluation)).map(([name, { value }]): [string, number] => [
    name,
    Number(value.toPrecision(6)),
  ]);
  return {
    data: evaluation.data,
    examples: evaluation.metrics.examples,
    metrics: Object.fromEntries(metrics),
  };
}

function figuresOf(evaluation: Evaluation): Partial<Record<MetricName, Figure>> {
  const figure = (value: number, [low, high]: readonly [number, number]): Figure => ({
    value,
    interval: [low, high],
  });
  if (evaluation.type === 'rating') {
    const { metrics, intervals } = evaluation;
    return {
      r2: figure(metrics.r2, intervals.r2),
      rmse: figure(metrics.rmse, intervals.rmse),
      mae: figure(metrics.mae, intervals.mae),
    };
  }
  const { metrics, intervals } = evaluation;
  return {
    accuracy: figure(metrics.accuracy, intervals.accuracy),
    macroRecall: figure(metrics.macroRecall, intervals.macroRecall),
    macroF1: figure(metrics.macroF1, intervals.macroF1),
    ece: figure(metrics.ece, intervals.ece),
    logLoss: figure(metrics.logLoss, intervals.logLoss),
  };
}
