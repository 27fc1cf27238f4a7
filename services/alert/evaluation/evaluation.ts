import type { WindowIndex } from '../detection/windows.ts';
import type { Baselines } from './baselines.ts';

/** A round of evaluations: what all products have in common. Times in milliseconds UTC. */
export interface Evaluation {
  readonly now: number;
  /** When the round began: no product is evaluated twice in it. */
  readonly round: number;
  readonly baselines: Baselines;
  /** Why a window of a product cannot be judged now: what is missing of the data; empty when nothing is. */
  readonly holds: (product: string, window: WindowIndex) => readonly string[];
  /** An opened incident of a product with a brand waits so long for others of its brand, milliseconds. */
  readonly groupWaitMs: number;
  /** Base address of the dashboard for links in messages; '' without one. */
  readonly linkBase: string;
}
