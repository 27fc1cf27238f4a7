import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { postCodec } from '#shared/avro/post.ts';
import { feedSchema } from '#shared/config/schema.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { createFeedReader } from '#shared/feed/feed-reader.ts';
import { compileQueries } from '#shared/query/compile-queries.ts';
import { parseQuery } from '#shared/query/parse-query.ts';
import type { StreamRecord } from '#shared/stream/port.ts';
import { hashedAuthor } from '../../../services/ingest/author.ts';
import { createIngestStage } from '../../../services/ingest/stage.ts';

let matcher = compileQueries([
  { id: 'lamp', query: parseQuery('lamp') },
  { id: 'jane', query: parseQuery('author:jane') },
]);
const stage = createIngestStage({
  readers: new Map([['shop', createFeedReader('shop', feedSchema.parse({}))]]),
  matcher: () => matcher,
  author: hashedAuthor('a key of the tests'),
});

const postedAt = Date.UTC(2026, 2, 1);
const record = (value: unknown, topic = 'feeds.shop'): StreamRecord => ({
  topic,
  partition: 0,
  offset: 0,
  key: null,
  value: value === null ? null : Buffer.from(JSON.stringify(value)),
  timestamp: postedAt + 500,
});

/** What becomes of payloads, in one batch. */
async function outcomes(...payloads: object[]) {
  const batch = payloads.map((payload) => ({
    value: stage.decode(record(payload)),
    record: record(payload),
  }));
  const made = await stage.process(batch, 'live');
  return made.map((outcome) => {
    assert.ok(!(outcome instanceof TonewatchError));
    return outcome;
  });
}

const post = (text: string, more: object = {}): object => ({ id: 'a', text, postedAt, ...more });

describe('which posts go on', () => {
  test('a creation that mentions a product, with that product', async () => {
    const [made] = await outcomes(post('my lamp'));
    assert.deepEqual(made?.products, ['lamp']);
  });

  test('a creation that mentions none does not', async () => {
    assert.deepEqual(await outcomes(post('my bike'), post('my lamp')).then((all) => all.map(Boolean)), [
      false,
      true,
    ]);
  });

  test('an edit that mentions none does: the version before may have', async () => {
    const [made] = await outcomes(post('my bike', { change: 'edit', editedAt: postedAt + 1 }));
    assert.deepEqual([made?.change, made?.products], ['edit', []]);
  });

  test('a deletion does, without products', async () => {
    const [made] = await outcomes({ id: 'a', change: 'delete', author: 'jane' });
    assert.deepEqual([made?.change, made?.products, made?.revision], ['delete', [], postedAt + 500]);
  });

  test('products are looked for with the matcher of the moment', async () => {
    const before = matcher;
    matcher = compileQueries([{ id: 'bike', query: parseQuery('bike') }]);
    const [made] = await outcomes(post('my bike'));
    matcher = before;
    assert.deepEqual(made?.products, ['bike']);
  });
});

test('author: asks for the handle, and what goes on is its hash', async () => {
  const [made] = await outcomes(post('hello', { author: '@Jane' }));
  assert.ok(made);
  assert.deepEqual(made.products, ['jane']);
  assert.match(made.author ?? '', /^[0-9a-f]{32}$/u);
});

test('what is encoded is keyed by the id and decodes to the same', async () => {
  const [made] = await outcomes(post('my lamp'));
  assert.ok(made);
  const { key, value } = stage.encode(made);
  assert.equal(key, 'shop:a');
  assert.deepEqual(postCodec.decode(value), made);
});

test('an empty record and a topic that is no feed of ours are refused', () => {
  assert.throws(() => stage.decode(record(null)), { code: 'PAYLOAD_INVALID' });
  assert.throws(() => stage.decode(record(post('x'), 'feeds.other')), { code: 'PAYLOAD_INVALID' });
});
