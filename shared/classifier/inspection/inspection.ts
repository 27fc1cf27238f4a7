/** What happens inside a model while it reads one text. */
export interface Inspection {
  readonly tokens: readonly string[];
  /** Whether the vocabulary has the token. */
  readonly known: readonly boolean[];
  /** From the vectors of the tokens to the logits. */
  readonly layers: readonly LayerOutput[];
  /** What parts of the text add to the centred logits (evidence/centred.ts), the weightiest first. */
  readonly contributions: readonly Contribution[];
  /** What no part of the text adds to each centred logit: the bias, and whatever pads do. */
  readonly rest: readonly number[];
  /** The filters that say most, strongest first; CNNs only. */
  readonly filters: readonly FilterHit[];
}

export interface LayerOutput {
  readonly name: string;
  /** What the rows are: a row for each token, or only one. */
  readonly rows: 'tokens' | 'text';
  readonly columns: number;
  /** Row-major. */
  readonly values: Float32Array;
}

export interface Contribution {
  readonly text: string;
  /** First token, and the one behind the last. */
  readonly begin: number;
  readonly end: number;
  /** What it adds to each centred logit. */
  readonly byOutput: readonly number[];
  /** Filters, or positions, that it comes from. */
  readonly sources: number;
}

export interface FilterHit {
  /** `conv3 #17` */
  readonly name: string;
  readonly activation: number;
  /** The tokens under its maximum; pads are left off. */
  readonly text: string;
  readonly byOutput: readonly number[];
}
