import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CleanedPost } from '#shared/avro/cleaned-post.ts';
import { createCodec } from '#shared/avro/codec.ts';
import type { Post } from '#shared/avro/post.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import type { StreamRecord } from '#shared/stream/port.ts';
import { createCleanStage } from '../../../services/clean/stage.ts';

const post: Post = {
  id: 'x:1',
  platform: 'x',
  feed: 'x',
  change: 'create',
  revision: 1_424_800_000_000,
  postedAt: 1_424_800_000_000,
  text: "@united I can't believe they lost my bag AGAIN :( #fail",
  author: 'a1',
  language: 'es',
  url: 'https://x.example/1',
  repostOf: null,
  reach: 12,
  products: ['united'],
};
const stage = createCleanStage();
const record = (value: Buffer | null): StreamRecord => ({
  topic: 'posts', partition: 0, offset: 0, key: 'x:1', value, timestamp: 0,
}); // prettier-ignore

async function clean(...posts: readonly Post[]): Promise<readonly CleanedPost[]> {
  const inputs = posts.map((value) => ({ value, record: record(null) }));
  const outcomes = await stage.process(inputs, 'live');
  return outcomes.map((outcome) => {
    assert.ok(outcome !== null && !(outcome instanceof TonewatchError));
    return outcome;
  });
}

describe('the clean stage', () => {
  test('adds tokens, language, cluster and version, and keeps the rest of the post', async () => {
    const [cleaned] = await clean(post);
    const { tokens, language, cluster, preprocessing, ...rest } = cleaned!;
    assert.equal(tokens, '<user> i can not believe they lost my bag again <caps> <sad> <hashtag> fail');
    assert.equal(language, 'en');
    assert.match(cluster, /^[0-9a-f]{16}$/u);
    assert.equal(preprocessing, 'posts-1');
    assert.deepEqual({ ...rest, language: 'es' }, post);
  });

  test('answers a batch one for one, in order', async () => {
    const cleaned = await clean(post, { ...post, id: 'x:2' }, { ...post, id: 'x:3' });
    assert.deepEqual(cleaned.map(({ id }) => id), ['x:1', 'x:2', 'x:3']); // prettier-ignore
  });

  test('passes deletions and posts without products on, without tokens', async () => {
    const deletion: Post = { ...post, change: 'delete', text: '', language: null, products: [] };
    const unmatched: Post = { ...post, change: 'edit', products: [] };
    const [first, second] = await clean(deletion, unmatched);
    assert.deepEqual([first!.tokens, first!.language, first!.change], ['', 'und', 'delete']);
    assert.deepEqual([second!.tokens, second!.language, second!.text], ['', 'es', post.text]);
    assert.equal(first!.cluster.length, 16);
  });

  test('reads and writes Avro, keyed by the post', async () => {
    const bytes = createCodec<Post>('Post').encode(post);
    const decoded = stage.decode(record(bytes));
    assert.deepEqual(decoded, post);
    const [cleaned] = await clean(decoded);
    const { key, value } = stage.encode(cleaned!);
    assert.equal(key, 'x:1');
    assert.deepEqual(createCodec<CleanedPost>('CleanedPost').decode(value), cleaned);
  });

  test('refuses a record without value or with other bytes', () => {
    assert.throws(() => stage.decode(record(null)), { code: 'AVRO_MALFORMED' });
    assert.throws(() => stage.decode(record(Buffer.from('{}'))), { code: 'AVRO_MALFORMED' });
  });

  test('keeps the lanes apart', () => {
    assert.deepEqual(stage.inputs, { live: ['posts'], backfill: ['posts.backfill'] });
    assert.deepEqual(stage.outputs, { live: 'cleaned', backfill: 'cleaned.backfill' });
  });
});
