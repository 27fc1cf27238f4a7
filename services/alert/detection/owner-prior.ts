import { ignorance, type SharePrior } from './history.ts';

/** Counted mentions of one product over a stretch of history. */
export interface ProductSums {
  readonly mentions: number;
  readonly negative: number;
}

/** Fewer mentions say little about the share of a product. */
const LEAST_MENTIONS = 30;
const LEAST_WEIGHT = 4;
const MOST_WEIGHT = 50;

/**
 * What the owner's products together say of the share of a new one: their mean, and how alike they are as its weight, by the
 * moments of a beta distribution: m (1 − m) / s² − 1, where s² is the variance of their shares beyond chance.
 */
export function ownerPrior(products: Iterable<ProductSums>): SharePrior {
  const known = [...products].filter(({ mentions }) => mentions >= LEAST_MENTIONS);
  if (known.length === 0) return ignorance;
  const shares = known.map(({ mentions, negative }) => negative / mentions);
  const mean = shares.reduce((sum, share) => sum + share, 0) / known.length;
  const share = Math.min(Math.max(mean, 0.01), 0.95);
  if (known.length < 3) return { share, weight: LEAST_WEIGHT };
  const chance =
    known.reduce((sum, { mentions }) => sum + (share * (1 - share)) / mentions, 0) / known.length;
  const squares = shares.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (known.length - 1);
  const variance = Math.max(squares - chance, 1e-6);
  const weight = (share * (1 - share)) / variance - 1;
  return { share, weight: Math.min(MOST_WEIGHT, Math.max(LEAST_WEIGHT, weight)) };
}
