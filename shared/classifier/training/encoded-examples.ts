import type { Example } from '../dataset/corpus.ts';
import type { EncodedPosts } from '../tensorflow/encoded-posts.ts';

/** Examples and their texts as the network reads them. */
export interface EncodedExamples {
  readonly posts: EncodedPosts;
  readonly examples: readonly Example[];
}
