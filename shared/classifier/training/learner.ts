/** Numbers that are learnt: updated in place, whole or row by row. */
export interface Learner {
  readonly values: Float32Array;
  /** Everything that the next step depends on, the values among it: who puts it back continues where it was read. */
  readonly state: readonly (Float32Array | Int32Array)[];
  /** One step on all values. */
  step(gradient: Float32Array, rate: number): void;
  /**
   * One step on some rows: row `rows[i]` of the values gets row i of the gradient. What was not in the batch is not
   * touched, and each row counts its own steps, so a rare token learns as fast at its first step as a frequent one did.
   */
  stepRows(rows: Int32Array, gradient: Float32Array, rate: number): void;
}
