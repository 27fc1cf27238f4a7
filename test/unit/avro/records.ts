import fc from 'fast-check';
import type { CleanedPost } from '#shared/avro/cleaned-post.ts';
import type { DeadLetter } from '#shared/avro/dead-letter.ts';
import { labels, type Evidence, type Mention, type Sentiment } from '#shared/avro/mention.ts';
import type { Change, Post } from '#shared/avro/post.ts';

/** Arbitrary records of every type, with every field of its interface. */
const text = fc.string({ unit: 'binary', maxLength: 200 });
const maybeText = fc.option(fc.string({ maxLength: 40 }), { nil: null });
const time = fc.integer({ min: -1e13, max: 1e15 });
/** avsc keeps one away from the largest safe integer. */
const safe = fc.maxSafeNat().map((n) => Math.min(n, Number.MAX_SAFE_INTEGER - 1));
const ids = fc.array(fc.string({ maxLength: 20 }), { maxLength: 5 });
const change = fc.constantFrom<Change>('create', 'edit', 'delete');
const probability = fc.double({ min: 0, max: 1, noNaN: true });

const common = {
  platform: fc.string(),
  feed: fc.string(),
  change,
  revision: time,
  postedAt: time,
  text,
  author: maybeText,
  url: maybeText,
  repostOf: maybeText,
  reach: fc.option(safe, { nil: null }),
  products: ids,
};

const plain = { noNullPrototype: true };
export const posts: fc.Arbitrary<Post> = fc.record({ id: text, ...common, language: maybeText }, plain);
export const cleanedPosts: fc.Arbitrary<CleanedPost> = fc.record(
  {
    id: text,
    ...common,
    language: fc.string(),
    tokens: text,
    cluster: fc.string(),
    preprocessing: fc.string(),
  },
  plain,
);

const sentiment: fc.Arbitrary<Sentiment> = fc.record(
  {
    label: fc.constantFrom(...labels),
    negative: probability,
    neutral: probability,
    positive: probability,
  },
  plain,
);
const evidence: fc.Arbitrary<Evidence> = fc.record(
  { text, weight: fc.float({ noNaN: true, noDefaultInfinity: true }) },
  plain,
);
export const mentions: fc.Arbitrary<Mention> = fc.record(
  {
    postId: text,
    ...common,
    language: fc.string(),
    cluster: fc.string(),
    sentiment: fc.option(sentiment, { nil: null }),
    model: maybeText,
    evidence: fc.array(evidence, { maxLength: 3 }),
  },
  plain,
);

export const deadLetters: fc.Arbitrary<DeadLetter> = fc.record(
  {
    stage: fc.constantFrom<DeadLetter['stage']>('ingest', 'clean', 'score', 'sink'),
    code: fc.string(),
    message: text,
    topic: fc.string(),
    partition: fc.nat(),
    offset: safe,
    key: maybeText,
    value: fc.option(
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
      { nil: null },
    ),
    failedAt: time,
  },
  plain,
);
