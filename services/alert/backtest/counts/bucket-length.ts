import { MINUTE } from '../../detection/windows.ts';

/** So many of the rows may lie off the grid before it is taken for the wrong one. */
const MOST_STRAYS = 0.25;

/** The grid of a file: the length of a bucket, and a moment at which one begins; milliseconds. */
export interface Grid {
  readonly length: number;
  readonly origin: number;
}

/**
 * The buckets of a file. Their length is the most frequent step between one row of a product and the next (the shortest of several),
 * and a row that does not lie on that grid is a mistake, which is named. Where more than a quarter of the rows do not, the steps were
 * gaps: files may leave out empty buckets, and then few rows of a quiet product follow each other closely. Then it is
 * the greatest common divisor of all the times' differences, in whole minutes. The divisor alone would take one mistyped
 * time for buckets of a minute; the step alone would refuse good files with gaps.
 *
 * @param products times of the rows of each product, sorted; milliseconds UTC
 * @returns null where no product has two different times
 */
export function gridOf(products: readonly Times[]): Grid | null {
  const step = mostFrequentStep(products);
  if (step === null) return null;
  const { origin, share } = commonestPhase(products, step);
  if (share >= 1 - MOST_STRAYS) return { length: step, origin };
  return { length: greatestDivisor(products), origin };
}

/** Some sorted times; asked one by one, for they are millions. */
export interface Times {
  readonly size: number;
  time(row: number): number;
}

function mostFrequentStep(products: readonly Times[]): number | null {
  const steps = new Map<number, number>();
  for (const times of products) {
    for (let row = 1; row < times.size; row += 1) {
      const step = times.time(row) - times.time(row - 1);
      if (step > 0) steps.set(step, (steps.get(step) ?? 0) + 1);
    }
  }
  const [first] = [...steps].sort(([a, rowsA], [b, rowsB]) => rowsB - rowsA || a - b);
  return first?.[0] ?? null;
}

/** Where on a grid of that length most of the rows lie: a time there, and how many of the rows do. */
function commonestPhase(products: readonly Times[], length: number): { origin: number; share: number } {
  const phases = new Map<number, { origin: number; rows: number }>();
  let all = 0;
  for (const times of products) {
    for (let row = 0; row < times.size; row += 1) {
      const time = times.time(row);
      const known = phases.get(time % length);
      if (known) known.rows += 1;
      else phases.set(time % length, { origin: time, rows: 1 });
      all += 1;
    }
  }
  const [most] = [...phases.values()].sort((a, b) => b.rows - a.rows || a.origin - b.origin);
  return most ? { origin: most.origin, share: most.rows / all } : { origin: 0, share: 1 };
}

function greatestDivisor(products: readonly Times[]): number {
  const origin = products.find(({ size }) => size > 0)?.time(0) ?? 0;
  let divisor = 0;
  for (const times of products) {
    for (let row = 0; row < times.size; row += 1) {
      let [a, b] = [divisor, Math.abs(times.time(row) - origin)];
      while (b > 0) [a, b] = [b, a % b];
      divisor = a;
    }
    if (divisor > 0 && divisor < MINUTE) break;
  }
  return divisor;
}
