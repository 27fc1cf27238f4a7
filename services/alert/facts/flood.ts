/** Many negative mentions in an hour that are no incident: copies of a few posts, or posts of a few authors. */
export interface Flood {
  readonly kind: 'copies' | 'authors';
  /** Event time of the first of them, milliseconds UTC. */
  readonly startedAt: number;
  /** The end of the hour, milliseconds UTC. */
  readonly seenAt: number;
  /** Negative mentions in the hour. */
  readonly mentions: number;
  /** What is left of them when a cluster counts once and an author once an hour. */
  readonly counted: number;
  /** The text that is repeated most, or in numbers who writes; names nobody. */
  readonly example: string;
}

/** Fewer negative mentions in an hour, copies and all, are no flood. */
export const LEAST_MENTIONS = 10;
const LEAST_TIMES = 3;

/** Whether so many negative mentions in an hour look like a crisis while the counted ones do not. */
export const looksLikeFlood = (mentions: number, counted: number): boolean =>
  mentions >= LEAST_MENTIONS && mentions >= LEAST_TIMES * counted;

/** Who and what is behind a number of mentions. */
export interface Repetition {
  readonly mentions: number;
  /** Distinct clusters. */
  readonly clusters: number;
  /** Distinct authors; each mention whose author is unknown has one of its own. */
  readonly authors: number;
}

/**
 * Which of the two explains more: that texts repeat, or that authors do. Copies, where neither explains more; so also where all
 * are copies of what was posted earlier.
 */
export const kindOfFlood = ({ clusters, authors }: Repetition): Flood['kind'] =>
  authors < clusters ? 'authors' : 'copies';
