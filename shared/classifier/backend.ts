import type { Evidence } from '../avro/mention.ts';

export type BackendKind = 'compiled' | 'tensorflow';
export const backendKinds: readonly BackendKind[] = ['compiled', 'tensorflow'];

/** What a backend says of a batch, and why. */
export interface Explained {
  /** As `score` answers them, to the bit. */
  readonly scores: Float32Array;
  /**
   * Of each post the words that moved its largest output, weightiest first, at most MOST_EVIDENCE; their weights are
   * parts of its centred logit (evidence/centred.ts), exact by the model's own arithmetic wherever that can be told apart
   * by words.
   */
  readonly evidence: readonly (readonly Evidence[])[];
}

/**
 * What computes a model. All backends agree within 1e-5 on every probability. The text CNN, exactly, with W the
 * largest width:
 *
 * 1. the first `maxTokens` tokens become rows of the embedding, unknown ones row 1;
 * 2. W − 1 rows `<pad>` (row 0, an ordinary learned row) go in front and at least W behind;
 * 3. for each width, in order: convolution without further padding, plus bias, ReLU, maximum over all positions.
 *    (W pads behind make sure that a window of nothing but pads takes part, so it does not matter how many there are);
 * 4. concatenation, dense layer: logits; what they mean is the manifest's `output`.
 */
export interface Backend {
  readonly kind: BackendKind;
  /**
   * @param tokens of each post, separated by a space.
   * @returns row-major [posts, outputs]: calibrated probabilities in the order of the model's labels, or ratings. The
   * backend may use the array again: read it before the next call.
   */
  score(tokens: readonly string[]): Promise<Float32Array> | Float32Array;
  /** The same as `score`, with evidence. Left out by backends that cannot say why. */
  explain?(tokens: readonly string[]): Promise<Explained> | Explained;
  /** Bytes of tables made up to now, by backends that make some as tokens come. */
  tableBytes?(): number;
  /** What they can grow to: every token of the vocabulary has come. */
  mostTableBytes?(): number;
  close(): void;
}
