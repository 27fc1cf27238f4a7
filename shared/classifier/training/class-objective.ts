import type { Tensor2D } from '@tensorflow/tfjs';
import type { Label } from '../../avro/mention.ts';
import type { Corpus, Example } from '../dataset/corpus.ts';
import { measure } from '../evaluation/metrics.ts';
import { outputSchema } from '../model/output.ts';
import type { Tensorflow } from '../tensorflow/load.ts';
import { applyCalibration, calibrateAt } from './calibrate.ts';
import { balanceWeights, classShares } from './class-shares.ts';
import type { Objective } from './objective.ts';
import type { Recipe } from './recipe.ts';
import { createVariable } from './weight-learners.ts';

/**
 * Classes. The loss of an example with both a hard and a soft label is `share` · CE(hard) + (1 − share) · CE(soft)
 * (Hinton et al. 2015, "Distilling the knowledge in a neural network"); with one of them, that one's; times the weight of
 * its source and of the class (see balanceWeights). Against labels that people gave, the logits carry the bias of the
 * source if it has one.
 */
export function createClassObjective(
  tensorflow: Tensorflow,
  recipe: Recipe,
  corpus: Corpus,
  labels: readonly Label[],
): Objective {
  const classes = labels.length;
  const { sources } = corpus;
  const weights = balanceWeights(classShares(corpus.training, classes), recipe.training.balance);
  const hardShare = recipe.softLabels?.hardShare ?? 1;
  const { variable, learner } = createVariable(
    tensorflow,
    [sources.length, classes],
    recipe.training.optimiser,
  );

  /** What each text adds to the loss, by class: the part of the label that people gave, and that of the teacher. */
  const targetsOf = (texts: readonly Example[]): { hard: Float32Array; soft: Float32Array } => {
    const hard = new Float32Array(texts.length * classes);
    const soft = new Float32Array(texts.length * classes);
    for (const [i, { label, soft: opinion, source }] of texts.entries()) {
      const weight = (sources[source]?.weight ?? 1) / texts.length;
      const share = opinion === undefined ? 1 : label < 0 ? 0 : hardShare;
      if (label >= 0) hard[i * classes + label] = weight * share * (weights[label] ?? 1);
      for (let c = 0; opinion && c < classes; c++) {
        soft[i * classes + c] = weight * (1 - share) * (opinion[c] ?? 0) * (weights[c] ?? 1);
      }
    }
    return { hard, soft };
  };

  return {
    outputs: classes,
    learners: sources.some(({ ownBias }) => ownBias) ? [learner] : [],
    loss(logits, texts) {
      const { hard, soft } = targetsOf(texts);
      const rows = tensorflow.tensor1d(
        texts.map(({ source }) => source),
        'int32',
      );
      const biased = texts.map(({ source }) => (sources[source]?.ownBias ? 1 : 0));
      const lean = tensorflow.gather(variable, rows).mul(tensorflow.tensor2d(biased, [texts.length, 1]));
      const part = (targets: Float32Array, scores: Tensor2D): Tensor2D =>
        tensorflow.tensor2d(targets, [texts.length, classes]).mul(tensorflow.logSoftmax(scores));
      return part(hard, logits.add(lean)).add(part(soft, logits)).sum().neg().asScalar();
    },
    judge(logits, texts) {
      const truth = texts.map(({ label }) => label);
      const shares = classShares(texts, classes);
      const calibration = calibrateAt(recipe.priorCorrection, logits, truth, shares);
      const { macroRecall, accuracy, ece } = measure(applyCalibration(logits, calibration), truth, classes);
      const byRecall = { name: 'macro-recall', value: macroRecall };
      const byAccuracy = { name: 'accuracy', value: accuracy };
      const calibrationError = { name: 'ECE', value: ece };
      return {
        output: outputSchema.parse({ type: 'classes', labels, calibration }),
        // Reviews come in equal numbers of both classes; posts do not.
        figures:
          classes === 2 ? [byAccuracy, byRecall, calibrationError] : [byRecall, byAccuracy, calibrationError],
      };
    },
    dispose: () => variable.dispose(),
  };
}
