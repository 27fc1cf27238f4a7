import type { Example } from '../dataset/corpus.ts';

/** Share of each class among the texts that people labelled, and where nobody did, in the teacher's opinions. */
export function classShares(texts: readonly Example[], classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  const isLabelled = texts.some(({ label }) => label >= 0);
  for (const { label, soft } of texts) {
    if (!isLabelled) soft?.forEach((share, c) => (counts[c] = (counts[c] ?? 0) + share));
    else if (label >= 0) counts[label] = (counts[label] ?? 0) + 1;
  }
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / total);
}

/**
 * Weights of the classes in the loss: 1 / share to the power `strength`, with mean 1 over the texts. 0 leaves the loss
 * as it is, 1 lets all classes count the same. A class that does not occur has weight 1.
 */
export function balanceWeights(shares: readonly number[], strength: number): number[] {
  const raw = shares.map((share) => (share > 0 ? share ** -strength : 0));
  const mean = raw.reduce((sum, weight, c) => sum + weight * (shares[c] ?? 0), 0);
  return raw.map((weight) => (weight === 0 ? 1 : weight / mean));
}
