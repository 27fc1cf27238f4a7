/** How well the classifier of the benchmark tells negatives: a careful guess at a small model on short posts. */
const SENSITIVITY = 0.8;
const FALSE_POSITIVES = 0.08;

/** The share of mentions that are called negative where this share of them is. */
export const observedShare = (truth: number): number => truth * SENSITIVITY + (1 - truth) * FALSE_POSITIVES;

/** The other way round. */
export const trueShare = (observed: number): number =>
  (observed - FALSE_POSITIVES) / (SENSITIVITY - FALSE_POSITIVES);
