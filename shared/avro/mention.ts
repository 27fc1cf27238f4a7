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
}

export const mentionCodec: Codec<Mention> = createCodec('Mention');
