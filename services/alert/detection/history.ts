/**
 * Counts of one product over a stretch of event time, in tiles of one length, oldest first: what a baseline is learnt
 * from. Mentions are counted once a cluster and an author-hour.
 */
export interface History {
  /** Where the first tile begins, milliseconds UTC; tiles do not straddle hours of the week more than they must. */
  readonly start: number;
  readonly tileMinutes: number;
  /** Scored mentions by tile, whatever the model. */
  readonly mentions: ArrayLike<number>;
  /** Of these, the ones that the present model scored. */
  readonly scored: ArrayLike<number>;
  /** Of these, the negative ones. */
  readonly negative: ArrayLike<number>;
  /** 1 for tiles that do not count: confirmed incidents, muted campaigns. */
  readonly excluded: Uint8Array;
}

/** What is known of the negative share before there is history: that of the owner's other products, as so many mentions. */
export interface SharePrior {
  readonly share: number;
  readonly weight: number;
}

/** Where there is nothing to go by: between 0 and 1 almost anything, a quarter on average. */
export const ignorance: SharePrior = { share: 0.25, weight: 4 };
