import { labels, type Label } from '#shared/avro/mention.ts';

/** What people say of an incident as a whole. */
export const verdicts = ['useful', 'expected', 'irrelevant'] as const;
export type Verdict = (typeof verdicts)[number];

/** `wrong-sentiment` says that posts of it were misjudged. */
export const ratings = [...verdicts, 'wrong-sentiment'] as const;
export type Rating = (typeof ratings)[number];

export { labels, type Label };

/** A rating as it is given. */
export type GivenRating =
  | { readonly rating: Verdict; readonly note: string }
  | {
      readonly rating: 'wrong-sentiment';
      readonly note: string;
      readonly posts: readonly string[];
      /** What the posts really are. */
      readonly label: Label;
    };
