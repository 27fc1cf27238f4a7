import type { Label } from '../../avro/mention.ts';

/**
 * One expectation of how a model behaves, after Ribeiro et al. 2020, "Beyond accuracy: behavioral testing of NLP models
 * with CheckList". The tone of a text is P(positive) − P(negative).
 */
export type BehaviourCase = MinimumCase | InvarianceCase | DirectionCase;

/** Minimum functionality: a plain text has one of the expected labels. */
export interface MinimumCase {
  readonly kind: 'minimum';
  readonly capability: string;
  readonly text: string;
  readonly expected: readonly Label[];
}

/** A change that does not concern the tone leaves the label as it is. */
export interface InvarianceCase {
  readonly kind: 'invariance';
  readonly capability: string;
  readonly text: string;
  readonly changed: string;
}

/** A change moves the tone one way, by at least so much. */
export interface DirectionCase {
  readonly kind: 'direction';
  readonly capability: string;
  readonly text: string;
  readonly changed: string;
  readonly towards: 'positive' | 'negative';
  /** At least so far that way; below 0: at most so far the other way. */
  readonly atLeast: number;
}

/** A change that must show. */
export const CLEARLY = 0.1;
/** A change that may be too weak to show, but must not go the other way. */
export const NOT_AGAINST = -0.1;
