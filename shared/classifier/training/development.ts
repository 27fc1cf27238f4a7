import { measure, type Metrics } from '../evaluation/metrics.ts';
import { padBatch, sortedBatches } from '../tensorflow/encoded-posts.ts';
import type { Calibration } from '../model/output.ts';
import { applyCalibration, correctPrior, fitCalibration } from './calibrate.ts';
import { CLASSES, type Network } from './network.ts';
import type { EncodedExamples } from './encoded-examples.ts';

const BATCH = 256;

/**
 * Fits the calibration on held-out examples, moves it to the operating point, and measures there.
 * @param priorCorrection see correctPrior.
 */
export function judge(
  network: Network,
  { posts, examples }: EncodedExamples,
  priorCorrection: number,
): { calibration: Calibration; development: Metrics } {
  const logits = new Float32Array(examples.length * CLASSES);
  for (const batch of sortedBatches(posts, BATCH)) {
    const values = network.logits(padBatch(posts, batch, network.padding));
    for (const [i, post] of batch.entries()) {
      logits.set(values.subarray(i * CLASSES, (i + 1) * CLASSES), post * CLASSES);
    }
  }
  const labels = examples.map(({ label }) => label);
  const shares = Array.from(
    { length: CLASSES },
    (_, c) => labels.filter((label) => label === c).length / labels.length,
  );
  const calibration = correctPrior(fitCalibration(logits, labels, CLASSES), shares, priorCorrection);
  return { calibration, development: measure(applyCalibration(logits, calibration), labels, CLASSES) };
}
