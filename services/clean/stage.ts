import { cleanedPostCodec, type CleanedPost } from '#shared/avro/cleaned-post.ts';
import { postCodec, type Post } from '#shared/avro/post.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import type { Stage } from '#shared/service/stage.ts';
import { laneTopic } from '#shared/stream/topics.ts';
import { clusterOf } from '#shared/text/cluster.ts';
import { detectLanguage, UNDETERMINED } from '#shared/text/language.ts';
import { PREPROCESSING, prepareText } from '#shared/text/preprocessing.ts';

/** At 50 µs a post, a batch keeps the process busy for 25 ms at most. */
const BATCH = { maxRecords: 500, lingerMs: 10 };

/**
 * The clean stage: posts in, the same posts out with the tokens for the classifier, the language and the near-duplicate
 * cluster. Nothing of a post decides over another, so any number of copies agree.
 */
export function createCleanStage(): Stage<Post, CleanedPost> {
  return {
    name: 'clean',
    inputs: { live: [laneTopic('posts', 'live')], backfill: [laneTopic('posts', 'backfill')] },
    outputs: { live: laneTopic('cleaned', 'live'), backfill: laneTopic('cleaned', 'backfill') },
    batch: BATCH,
    decode({ value }) {
      if (!value) throw new TonewatchError('AVRO_MALFORMED', 'expected a Post: the record has no value');
      return postCodec.decode(value);
    },
    process: (batch) => cleaned(batch.map(({ value }) => value)),
    encode: (post) => ({ key: post.id, value: cleanedPostCodec.encode(post) }),
  };
}

/** One step after the other over the whole batch: each keeps its tables in the processor's cache, a third less time. */
function cleaned(posts: readonly Post[]): CleanedPost[] {
  const tokens = posts.map((post) => (isUsed(post) ? prepareText(post.text) : ''));
  const languages = posts.map(languageOf);
  const clusters = posts.map((post) => clusterOf(isUsed(post) ? post.text : '', post.id));
  // One literal: spreading the post made the whole stage an eighth slower.
  return posts.map((post, i) => ({
    id: post.id,
    platform: post.platform,
    feed: post.feed,
    change: post.change,
    revision: post.revision,
    postedAt: post.postedAt,
    text: post.text,
    author: post.author,
    language: languages[i] ?? UNDETERMINED,
    url: post.url,
    repostOf: post.repostOf,
    reach: post.reach,
    products: post.products,
    tokens: tokens[i] ?? '',
    cluster: clusters[i] ?? '',
    preprocessing: PREPROCESSING,
  }));
}

function languageOf(post: Post): string {
  return isUsed(post) ? detectLanguage(post.text, post.language) : (post.language ?? UNDETERMINED);
}

/** Deletions, and edits that mention no product any more, only pass through. */
function isUsed(post: Post): boolean {
  return post.change !== 'delete' && post.products.length > 0;
}
