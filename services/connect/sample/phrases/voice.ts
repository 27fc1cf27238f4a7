export type Mood = 'negative' | 'neutral' | 'positive';

/**
 * What people say about one product. Sentences hold slots in braces: `{name}` is one of `names`, any other word one of
 * the lists in `slots` (of the product, or of everyday.ts).
 */
export interface Voice {
  /** Ways to name it inside a sentence. */
  readonly names: readonly string[];
  readonly handle: string;
  readonly hashtags: readonly string[];
  /** Posts a minute, averaged over a day. */
  readonly perMinute: number;
  /** Share of negative and of neutral posts on an ordinary day; the rest is positive. */
  readonly negativeShare: number;
  readonly neutralShare: number;
  readonly sentences: Readonly<Record<Mood, readonly string[]>>;
  readonly slots: Readonly<Record<string, readonly string[]>>;
  /** Posts in languages that the shipped model does not know. */
  readonly foreign: readonly string[];
}
