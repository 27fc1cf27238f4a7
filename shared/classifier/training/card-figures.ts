import type { CapabilityResult } from '../behaviour/run-behaviour.ts';
import type { Evaluation } from '../evaluation/evaluation.ts';
import type { Manifest } from '../model/manifest.ts';

/** What every card tells of its model, whatever kind it is. */
export interface CardFigures {
  readonly manifest: Omit<Manifest, 'weights'>;
  /** How the recipe file was called on the command line. */
  readonly recipePath: string;
  /** Measured with the stored weights: the development part, and the files under `report`. */
  readonly development: Evaluation;
  readonly evaluations: readonly Evaluation[];
  /** None where it was not run. */
  readonly behaviour: readonly CapabilityResult[];
  readonly trainedOn: Date;
}
