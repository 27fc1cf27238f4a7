/** Something that tells the tone of posts, measured like all others. */
export interface Contender {
  readonly name: string;
  readonly version: string;
  /** How its answer becomes one of the three labels. */
  readonly labelling: string;
  /** End to end: texts as people wrote them in, the position in `labels` of each out. */
  score(texts: readonly string[]): Uint8Array | Promise<Uint8Array>;
  /** Parts of the way that are also timed alone. */
  readonly parts?: readonly Part[];
  close(): void;
}

export interface Part {
  readonly name: PartName;
  /** Does beforehand what is not to be timed; the answer is timed on texts `from` to `to`. */
  prepare(texts: readonly string[]): (from: number, to: number) => unknown;
}

/** `tokens`: from prepared tokens to labels. `stage`: the whole score stage, from Avro to Avro. */
export const partNames = ['tokens', 'stage'] as const;
export type PartName = (typeof partNames)[number];

/** What a timed run is of: end to end, or a part. */
export type Timed = 'text' | PartName;
