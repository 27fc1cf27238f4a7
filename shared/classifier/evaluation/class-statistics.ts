import type { Statistics } from './bootstrap.ts';
import { type Judgements, rightOnes } from './judgements.ts';
import { shares } from './metrics.ts';
import { BINS, binOf } from './reliability.ts';

/** What classStatistics gives before the recall, the precision of each class, and the accuracy in each bin. */
export const singleStatistics = ['accuracy', 'macroRecall', 'macroF1', 'ece', 'logLoss'] as const;

/** The metrics of a classifier as statistics to resample. The accuracy in a bin without examples is NaN. */
export function classStatistics(judgements: Judgements): Statistics {
  const { classes, cells, confidence, losses } = judgements;
  const size = classes * classes;
  const right = rightOnes(judgements);
  const bins = Uint8Array.from(confidence, binOf);
  /** Bin and cell in one number, so that an example is one count. */
  const codes = Uint16Array.from(cells, (cell, i) => (bins[i] as number) * size + cell);
  const gaps = confidence.map((sure, i) => (right[i] as number) - sure);
  const counts = new Float64Array(BINS * size);
  const sums = new Float64Array(BINS);
  let loss = 0;
  return {
    examples: cells.length,
    count: singleStatistics.length + 2 * classes + BINS,
    reset() {
      counts.fill(0);
      sums.fill(0);
      loss = 0;
    },
    add(example) {
      const code = codes[example] as number;
      const bin = bins[example] as number;
      counts[code] = (counts[code] as number) + 1;
      sums[bin] = (sums[bin] as number) + (gaps[example] as number);
      loss += losses[example] as number;
    },
    read(into) {
      const { accuracy, macroRecall, macroF1, recall, precision } = shares(confusionOf(counts, classes));
      const ece = sums.reduce((total, gap) => total + Math.abs(gap), 0) / cells.length;
      into.set([accuracy, macroRecall, macroF1, ece, loss / cells.length, ...recall, ...precision]);
      for (let bin = 0; bin < BINS; bin++) {
        into[into.length - BINS + bin] = accuracyIn(counts.subarray(bin * size, (bin + 1) * size), classes);
      }
    },
  };
}

/** @param counts [bins, classes, classes]. */
function confusionOf(counts: Float64Array, classes: number): number[][] {
  const confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (const [i, count] of counts.entries()) {
    const row = confusion[Math.floor(i / classes) % classes];
    if (row) row[i % classes] = (row[i % classes] ?? 0) + count;
  }
  return confusion;
}

function accuracyIn(counts: Float64Array, classes: number): number {
  let right = 0;
  let all = 0;
  for (let cell = 0; cell < counts.length; cell++) {
    all += counts[cell] as number;
    if (cell % (classes + 1) === 0) right += counts[cell] as number;
  }
  return right / all;
}
