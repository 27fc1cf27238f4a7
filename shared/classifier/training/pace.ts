/** The one figure by which epochs are compared; more is better. */
export interface Score {
  /** For people, e.g. `macro-recall`. */
  readonly name: string;
  readonly value: number;
}

export interface Progress {
  /** From 1 on. */
  readonly epoch: number;
  readonly epochs: number;
  /** Examples of this epoch. */
  readonly done: number;
  readonly total: number;
  /** Mean loss of this epoch up to now. */
  readonly loss: number;
  /** The best on the development part in the epochs before; none in the first. */
  readonly best: Score | undefined;
  readonly examplesPerSecond: number;
  /** Of the whole run. */
  readonly secondsLeft: number;
}

/**
 * Says how far a run of `epochs` × `total` examples is, and how fast it has been since this was called.
 * @param before examples that were done by then.
 */
export function createPace(
  total: number,
  epochs: number,
  before = 0,
): (epoch: number, done: number, loss: number, best?: Score) => Progress {
  const start = performance.now();
  return (epoch, done, loss, best) => {
    const all = (epoch - 1) * total + done;
    const examplesPerSecond = ((all - before) / (performance.now() - start)) * 1000;
    const secondsLeft = (epochs * total - all) / examplesPerSecond;
    return { epoch, epochs, done, total, loss, best, examplesPerSecond, secondsLeft };
  };
}
