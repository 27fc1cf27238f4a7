import { createCodec, type Codec } from './codec.ts';
import type { Change } from './post.ts';

export type Label = 'negative' | 'neutral' | 'positive';
export const labels: readonly Label[] = ['negative', 'neutral', 'positive'];

/** Probabilities of the three classes; they add up to 1. */
export interface Sentiment {
  readonly label: Label;
  readonly negative: number;
  readonly neutral: number;
  readonly positive: number;
}

/** Some words of a post, and what they did to its label. */
export interface Evidence {
  /** Consecutive tokens, joined by a space. */
  readonly text: string;
  /**
   * What they add to the logit of the label less the mean of all logits, after calibration: positive supports the label,
   * negative speaks against it. With the precision of a float32.
   */
  readonly weight: number;
}

/** Items of evidence that a mention has at most. */
export const MOST_EVIDENCE = 3;

/**
 * A scored version of a post with the products that it mentions: one row per product in PostgreSQL. The value of
 * `mentions`; see schemas/Mention.avsc. The sink makes the rows of the post equal to it: products that are no longer
 * named lose their row, a deletion removes all.
 */
export interface Mention {
  readonly postId: string;
  readonly platform: string;
  readonly feed: string;
  readonly change: Change;
  /** See Post.revision. */
  readonly revision: number;
  /** Milliseconds UTC (event time). */
  readonly postedAt: number;
  readonly text: string;
  readonly author: string | null;
  readonly language: string;
  readonly url: string | null;
  readonly repostOf: string | null;
  readonly reach: number | null;
  readonly cluster: string;
  readonly products: readonly string[];
  /** Null: unscored, because the model does not know the language (or there is nothing to score: a deletion). */
  readonly sentiment: Sentiment | null;
  /** Name and version of the model, e.g. `posts-cnn@1`; null when unscored. */
  readonly model: string | null;
  /** The words that decided the label, weightiest first; empty when unscored, or when the backend does not say. */
  readonly evidence: readonly Evidence[];
}

export const mentionCodec: Codec<Mention> = createCodec('Mention');
