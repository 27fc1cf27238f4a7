import type { Explained } from '../backend.ts';

/** Posts for a thread. */
export interface Question {
  readonly posts: readonly string[];
  readonly why: boolean;
}

/** What it says of them; `evidence` is empty where it was not asked for. */
export interface Answer extends Explained {
  readonly tableBytes: number;
}
