import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CleanedPost } from '#shared/avro/cleaned-post.ts';
import { createCodec } from '#shared/avro/codec.ts';
import type { Mention } from '#shared/avro/mention.ts';
import type { Classifier } from '#shared/classifier/classifier.ts';
import { configSchema } from '#shared/config/schema.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import type { StreamRecord } from '#shared/stream/port.ts';
import { scoreStage } from '../../../services/score/stage.ts';

const post: CleanedPost = {
  id: 'x:1',
  platform: 'x',
  feed: 'x',
  change: 'create',
  revision: 1_700_000_000_000,
  postedAt: 1_700_000_000_000,
  text: 'Good flight',
  author: 'a1',
  language: 'en',
  url: null,
  repostOf: null,
  reach: 12,
  products: ['delta'],
  tokens: 'good flight',
  cluster: '00000000000000aa',
  preprocessing: 'posts-1',
};
const sentiment = { label: 'positive', negative: 0.1, neutral: 0.2, positive: 0.7 } as const;
const evidence = [{ text: 'good', weight: 1.5 }];

/** Notes what it was asked, and finds everything with tokens positive. */
function listener(): Classifier & { heard: string[] } {
  const heard: string[] = [];
  return {
    heard,
    model: 'ear@1',
    classify(batch) {
      heard.push(...batch.map(({ tokens }) => tokens));
      return Promise.resolve(
        batch.map(({ tokens }) => (tokens ? { model: 'ear@1', sentiment, evidence } : null)),
      );
    },
    tableBytes: () => 0,
    mostTableBytes: () => 0,
    close: () => undefined,
  };
}

const recordOf = (value: Buffer | null): StreamRecord => ({
  topic: 'cleaned',
  partition: 0,
  offset: 0,
  key: 'x:1',
  value,
  timestamp: 0,
});

async function scoreAll(posts: readonly CleanedPost[], classifier = listener()): Promise<Mention[]> {
  const stage = scoreStage(classifier, configSchema.parse({}).score);
  const { encode } = createCodec<CleanedPost>('CleanedPost');
  const batch = posts
    .map(encode)
    .map(recordOf)
    .map((record) => ({ record, value: stage.decode(record) }));
  const outcomes = await stage.process(batch, 'live');
  return outcomes.map((outcome) => {
    assert.ok(outcome !== null && !(outcome instanceof TonewatchError));
    const { key, value } = stage.encode(outcome);
    assert.equal(key, outcome.postId);
    return createCodec<Mention>('Mention').decode(value);
  });
}

describe('the score stage', () => {
  test('turns a cleaned post into a mention with its sentiment and model', async () => {
    const [mention] = await scoreAll([post]);
    const { id, platform, feed, change, revision, postedAt, text, author, language } = post;
    const { url, repostOf, reach, cluster, products } = post;
    const kept = { platform, feed, change, revision, postedAt, text, author, language };
    const more = { url, repostOf, reach, cluster, products };
    assert.deepEqual(mention, { postId: id, ...kept, ...more, sentiment, model: 'ear@1', evidence });
  });

  test('passes deletions and edits without products on, unscored', async () => {
    const classifier = listener();
    const gone = { ...post, id: 'x:2', change: 'delete', text: '', tokens: '', products: [] } as const;
    const unmatched = { ...post, id: 'x:3', change: 'edit', products: [] } as const;
    const mentions = await scoreAll([gone, post, unmatched], classifier);
    assert.deepEqual(
      mentions.map(({ postId, sentiment: found, model, evidence: why }) => [
        postId,
        found?.label,
        model,
        why,
      ]),
      [
        ['x:2', undefined, null, []],
        ['x:1', 'positive', 'ear@1', evidence],
        ['x:3', undefined, null, []],
      ],
    );
    assert.deepEqual(classifier.heard, ['', 'good flight', '']);
  });

  test('prepares the text anew where another release prepared it', async () => {
    const classifier = listener();
    await scoreAll([{ ...post, tokens: 'g00d fl1ght', preprocessing: 'posts-0' }], classifier);
    assert.deepEqual(classifier.heard, ['good flight']);
  });

  test('a record without a value is malformed', () => {
    const stage = scoreStage(listener(), configSchema.parse({}).score);
    assert.throws(() => stage.decode(recordOf(null)), { code: 'AVRO_MALFORMED' });
  });
});
