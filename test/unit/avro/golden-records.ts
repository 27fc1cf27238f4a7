import type { CleanedPost } from '#shared/avro/cleaned-post.ts';
import type { DeadLetter } from '#shared/avro/dead-letter.ts';
import type { Mention } from '#shared/avro/mention.ts';
import type { Post } from '#shared/avro/post.ts';

/**
 * The records whose bytes, as release 0.1.0 wrote them, are kept in test/golden/avro. A later release that adds a field
 * adds its default here; it never touches the bytes.
 */
const post: Post = {
  id: 'x:570306133677760513',
  platform: 'x',
  feed: 'x',
  change: 'edit',
  revision: 1_424_800_000_123,
  postedAt: 1_424_799_000_000,
  text: 'The crew was lovely 🙂, the coffee — not so much',
  author: '9f86d081884c7d65',
  language: 'en',
  url: 'https://x.com/i/status/570306133677760513',
  repostOf: null,
  reach: 1_204,
  products: ['southwest', 'delta'],
};
const deletion: Post = {
  ...post,
  change: 'delete',
  revision: 1_424_900_000_000,
  text: '',
  author: null,
  language: null,
  url: null,
  repostOf: 'x:1',
  reach: null,
  products: [],
};
const { id: postId, ...rest } = post;

export const goldenRecords: {
  Post: Post[];
  CleanedPost: CleanedPost[];
  Mention: Mention[];
  DeadLetter: DeadLetter[];
} = {
  Post: [post, deletion],
  CleanedPost: [
    {
      ...post,
      language: 'en',
      tokens: 'the crew was lovely <smile> , the coffee - not so much',
      cluster: '00ff00ff12345678',
      preprocessing: 'posts-1',
    },
  ],
  Mention: [
    {
      ...rest,
      postId,
      language: 'en',
      cluster: '00ff00ff12345678',
      sentiment: { label: 'positive', negative: 0.125, neutral: 0.25, positive: 0.625 },
      model: 'posts-cnn@1',
      evidence: [],
    },
    {
      ...{ ...rest, postId, language: 'und', cluster: '00ff00ff12345678' },
      ...{ sentiment: null, model: null, evidence: [] },
    },
  ],
  DeadLetter: [
    {
      stage: 'ingest',
      code: 'PAYLOAD_INVALID',
      message: 'text: expected a text, got nothing',
      topic: 'feeds.x',
      partition: 3,
      offset: 5_000_000_000,
      key: null,
      value: Buffer.from('{"id":1}'),
      failedAt: 1_424_800_000_123,
    },
    {
      stage: 'sink',
      code: 'AVRO_MALFORMED',
      message: 'tombstone',
      topic: 'mentions',
      partition: 0,
      offset: 0,
      key: 'x:1',
      value: null,
      failedAt: 1_424_800_000_123,
    },
  ],
};
