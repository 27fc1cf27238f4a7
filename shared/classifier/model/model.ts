import { TonewatchError } from '../../errors/tonewatch-error.ts';
import type { Dtype, Manifest } from './manifest.ts';

/** A model in memory: what models/<name>/ holds, weights decoded to float32. */
export interface Model {
  readonly manifest: Omit<Manifest, 'weights'>;
  /** Token of each row of the embedding; row 0 is `<pad>`, row 1 `<unk>`. */
  readonly vocabulary: readonly string[];
  /** By name; weightShapes lists them. */
  readonly weights: ReadonlyMap<string, Weight>;
  /** Of an average: the models that it is of, in their order. */
  readonly members?: readonly Model[];
  /** card.md: data, metrics, date, how to reproduce. */
  readonly card: string;
}

export interface Weight {
  readonly shape: readonly number[];
  /** How it is stored. Both backends compute with `values`, so that rounding is the same. */
  readonly dtype: Dtype;
  /** Row-major. */
  readonly values: Float32Array;
}

export const PAD = '<pad>';
export const UNKNOWN = '<unk>';
export const PAD_ROW = 0;
export const UNKNOWN_ROW = 1;

/** The numbers of a weight that the store has already checked to be there. */
export function weightValues(model: Model, name: string): Float32Array {
  const weight = model.weights.get(name);
  if (!weight) throw new TonewatchError('MODEL_INVALID', `${model.manifest.name}: weight ${name} is missing`);
  return weight.values;
}
