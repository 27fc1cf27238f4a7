/** What is told of one training. */
export interface TrainCommand {
  readonly data: string;
  readonly out?: string;
  readonly embeddings: string;
  /** Of libtensorflow; with one, the same recipe and data give the same model to the bit. */
  readonly threads: number;
  /** Folder for the checkpoint; default: one of its own for each recipe. */
  readonly checkpoints?: string;
  /** Leave the checkpoint when the model is written. */
  readonly keep: boolean;
  /** Folder for TensorBoard's event file and the page about the run. */
  readonly logs?: string;
  /** Keep the figures in recipes/results. */
  readonly record: boolean;
}
