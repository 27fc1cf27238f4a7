import type { Corpus } from '#shared/classifier/dataset/corpus.ts';
import type { CorpusRecipe } from '#shared/classifier/dataset/corpus-schema.ts';
import type { Evaluation } from '#shared/classifier/evaluation/evaluation.ts';
import type { Model } from '#shared/classifier/model/model.ts';
import type { EpochRecord } from '#shared/classifier/report/run-report.ts';
import type { Recipe } from '#shared/classifier/training/recipe.ts';
import type { MeasuredModel } from './measure-trained.ts';

/** A model that was just trained, with what is to be said of how. */
export interface FinishedRun {
  readonly recipe: Pick<Recipe, 'report' | 'target' | 'seed' | 'purpose'> & CorpusRecipe;
  /** The recipe file as it was called on the command line. */
  readonly recipePath: string;
  readonly corpus: Corpus;
  /** Its card is written here. */
  readonly model: Model;
  /** None where all is learnt at once. */
  readonly history: readonly EpochRecord[];
  /** The epoch that was kept. */
  readonly best: number;
  /** From reading the data to the end of the training. */
  readonly minutes: number;
  /** Cores that it could use. */
  readonly cores: number;
}

/** Measured on its development part too, with the weights that are stored. */
export type FullyMeasured = MeasuredModel & { readonly development: Evaluation };
