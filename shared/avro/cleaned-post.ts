import { createCodec, type Codec } from './codec.ts';
import type { Post } from './post.ts';

/** A post with its words made ready for the classifier. The value of `cleaned`; see schemas/CleanedPost.avsc. */
export interface CleanedPost extends Post {
  /** Normalised tokens, separated by one space. */
  readonly tokens: string;
  /** Detected language, ISO 639-1, or `und`. Replaces the declared one. */
  readonly language: string;
  /** Near-duplicate cluster: 16 hexadecimal digits; reposts and near-copies share it. */
  readonly cluster: string;
  /** Version of the text preparation, e.g. `posts-1`: the same code in training and in service. */
  readonly preprocessing: string;
}

export const cleanedPostCodec: Codec<CleanedPost> = createCodec('CleanedPost');
