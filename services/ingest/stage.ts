import { type Post, postCodec } from '#shared/avro/post.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import type { FeedPost, FeedReader } from '#shared/feed/feed-post.ts';
import type { Matcher } from '#shared/query/compile-queries.ts';
import type { Stage } from '#shared/service/stage.ts';
import { feedOf, feedTopic, laneTopic } from '#shared/stream/topics.ts';
import type { AuthorRule } from './author.ts';

export interface IngestOptions {
  /** Readers of the feeds, by name. */
  readonly readers: ReadonlyMap<string, FeedReader>;
  /** The matcher of the products there are now. */
  readonly matcher: () => Matcher;
  readonly author: AuthorRule;
}

const BATCH = { maxRecords: 1_000, lingerMs: 5 };

/**
 * From payloads to posts with their products. A creation that mentions no product goes no further. Edits and deletions
 * always do: the version before them may have mentioned some.
 */
export function createIngestStage({ readers, matcher, author }: IngestOptions): Stage<FeedPost, Post> {
  const toPost = (post: FeedPost, current: Matcher): Post | null => {
    const products = post.change === 'delete' ? [] : current.match(post);
    if (products.length === 0 && post.change === 'create') return null;
    // One literal: spreading the post made it slower.
    return {
      id: post.id,
      platform: post.platform,
      feed: post.feed,
      change: post.change,
      revision: post.revision,
      postedAt: post.postedAt,
      text: post.text,
      author: post.author === null ? null : author(post.author),
      language: post.language,
      url: post.url,
      repostOf: post.repostOf,
      reach: post.reach,
      products,
    };
  };
  return {
    name: 'ingest',
    inputs: { live: [...readers.keys()].map(feedTopic), backfill: [] },
    outputs: { live: laneTopic('posts', 'live'), backfill: laneTopic('posts', 'backfill') },
    batch: BATCH,
    decode({ topic, value, timestamp }) {
      const read = readers.get(feedOf(topic));
      if (!read) throw new TonewatchError('PAYLOAD_INVALID', `topic: expected a feed, got ${topic}`);
      if (!value) throw new TonewatchError('PAYLOAD_INVALID', 'payload: expected one, the record is empty');
      return read(value, timestamp);
    },
    process(batch) {
      const current = matcher();
      return batch.map(({ value }) => toPost(value, current));
    },
    encode: (post) => ({ key: post.id, value: postCodec.encode(post) }),
  };
}
