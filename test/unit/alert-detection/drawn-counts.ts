import { seeded } from '../../fixtures/generated-posts.ts';

/** Counts drawn from distributions that are known, the same for the same seed. */
export class Draws {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = seeded(seed);
  }

  /** The sum of so many exponential waiting times. */
  gamma(shape: number): number {
    let sum = 0;
    for (let i = 0; i < shape; i += 1) sum -= Math.log(1 - this.#random());
    return sum;
  }

  poisson(mean: number): number {
    let count = 0;
    for (let time = this.gamma(1); time < mean; time += this.gamma(1)) count += 1;
    return count;
  }

  /** Dispersion 1 / shape, a whole number. */
  negativeBinomial(mean: number, shape: number): number {
    return this.poisson((mean * this.gamma(shape)) / shape);
  }

  binomial(n: number, p: number): number {
    let count = 0;
    for (let i = 0; i < n; i += 1) if (this.#random() < p) count += 1;
    return count;
  }

  /** Share a / (a + b), correlation 1 / (a + b + 1); a and b whole numbers. */
  betaBinomial(n: number, a: number, b: number): number {
    const [high, low] = [this.gamma(a), this.gamma(b)];
    return this.binomial(n, high / (high + low));
  }
}
