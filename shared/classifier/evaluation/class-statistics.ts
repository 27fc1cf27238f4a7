import type { Statistics } from './bootstrap.ts';
import { type Judgements, rightOnes } from './judgements.ts';
import { shares } from './metrics.ts';
import { BINS, binOf } from './reliability.ts';

/** What classStatistics gives before the recall, then the precision, of each class. */
export const singleStatistics = ['accuracy', 'macroRecall', 'macroF1', 'ece', 'logLoss'] as const;

/** The metrics of a classifier as statistics to resample. */
export function classStatistics(judgements: Judgements): Statistics {
  const { classes, cells, confidence, losses } = judgements;
  const right = rightOnes(judgements);
  const bins = Uint8Array.from(confidence, binOf);
  const gaps = confidence.map((sure, i) => (right[i] as number) - sure);
  const counts = new Float64Array(classes * classes);
  const sums = new Float64Array(BINS);
  let loss = 0;
  return {
    examples: cells.length,
    count: singleStatistics.length + 2 * classes,
    reset() {
      counts.fill(0);
      sums.fill(0);
      loss = 0;
    },
    add(example) {
      const cell = cells[example] as number;
      const bin = bins[example] as number;
      counts[cell] = (counts[cell] as number) + 1;
      sums[bin] = (sums[bin] as number) + (gaps[example] as number);
      loss += losses[example] as number;
    },
    read(into) {
      const confusion = Array.from({ length: classes }, (_, c) => [
        ...counts.subarray(c * classes, (c + 1) * classes),
      ]);
      const { accuracy, macroRecall, macroF1, recall, precision } = shares(confusion);
      const ece = sums.reduce((total, gap) => total + Math.abs(gap), 0) / cells.length;
      into.set([accuracy, macroRecall, macroF1, ece, loss / cells.length, ...recall, ...precision]);
    },
  };
}
