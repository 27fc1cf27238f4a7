import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { feedSchema } from '#shared/config/schema.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import type { FeedPost } from '#shared/feed/feed-post.ts';
import { createFeedReader } from '#shared/feed/feed-reader.ts';
import { generateBadPayloads } from '../../fixtures/generated-posts.ts';

const read = createFeedReader('shop', feedSchema.parse({}));
const time = Date.UTC(2026, 2, 1, 12);
const good = { id: 'a1', text: 'my bag', postedAt: '2026-03-01T12:00:00Z' };
const readJson = (payload: unknown): FeedPost => read(Buffer.from(JSON.stringify(payload)));

function refused(payload: unknown, message: RegExp, code = 'PAYLOAD_INVALID'): void {
  const bytes = Buffer.isBuffer(payload) ? payload : Buffer.from(JSON.stringify(payload));
  assert.throws(
    () => read(bytes),
    (error) => {
      assert.ok(error instanceof TonewatchError, String(error));
      assert.equal(error.code, code);
      assert.match(error.message, message);
      return true;
    },
  );
}

test('a post with only what it needs', () => {
  assert.deepEqual(readJson(good), {
    id: 'shop:a1',
    platform: 'shop',
    feed: 'shop',
    change: 'create',
    revision: time,
    postedAt: time,
    text: 'my bag',
    author: null,
    language: null,
    url: null,
    repostOf: null,
    reach: null,
  });
});

test('a post with everything', () => {
  const post = readJson({
    ...good,
    platform: 'Forum',
    author: '@Jane',
    language: 'en-GB',
    url: 'https://example.org/1',
    repostOf: 'a0',
    reach: 7,
  });
  assert.equal(post.id, 'forum:a1');
  assert.equal(post.author, 'Jane');
  assert.equal(post.language, 'en');
  assert.equal(post.repostOf, 'forum:a0');
  assert.equal(post.reach, 7);
});

describe('identity', () => {
  const cases: [id: unknown, expected: string][] = [
    ['shop:a1', 'shop:a1'],
    [12, 'shop:12'],
    [' a b ', 'shop:a b'],
    ['at://did:plc:x/app.bsky.feed.post/1', 'shop:at://did:plc:x/app.bsky.feed.post/1'],
  ];
  for (const [id, expected] of cases) {
    test(`${JSON.stringify(id)} is ${expected}`, () => assert.equal(readJson({ ...good, id }).id, expected));
  }

  test('a number beyond 2^53 keeps its digits', () => {
    const json = JSON.stringify(good).replace('"a1"', '570307876897628161');
    assert.equal(read(Buffer.from(json)).id, 'shop:570307876897628161');
  });

  test('a number beyond 2^53 that cannot be told from another is refused', () => {
    const json =
      '{"id":570307876897628161,"reply":{"id":570307876897628162},"text":"x","postedAt":1700000000}';
    refused(Buffer.from(json), /^id: expected text, since JSON numbers beyond 2\^53 lose digits/u);
  });
});

describe('text', () => {
  const cases: [written: string, kept: string][] = [
    ['Ben &amp; Jerry&#39;s &lt;3', "Ben & Jerry's <3"],
    ['AT&T &copy 2026', 'AT&T &copy 2026'],
    ['a\0b', 'ab'],
    ['half \ud83d of one', 'half \ufffd of one'],
    ['whole 😀', 'whole 😀'],
    ['', ''],
  ];
  for (const [written, kept] of cases) {
    test(JSON.stringify(written), () => assert.equal(readJson({ ...good, text: written }).text, kept));
  }
});

describe('changes', () => {
  test('an edit has the time of the edit as its revision', () => {
    const post = readJson({ ...good, change: 'edit', editedAt: time + 5_000 });
    assert.deepEqual([post.change, post.postedAt, post.revision], ['edit', time, time + 5_000]);
  });

  test('a time of edit alone makes an edit', () => {
    assert.equal(readJson({ ...good, editedAt: time + 5_000 }).change, 'edit');
    assert.equal(readJson({ ...good, editedAt: null }).change, 'create');
  });

  test('a deletion needs nothing but the id', () => {
    const post = read(Buffer.from('{"id":"a1","change":"delete"}'), time);
    assert.deepEqual([post.change, post.postedAt, post.revision, post.text], ['delete', time, time, '']);
  });

  test('deleted: true is a deletion, whatever text it still has', () => {
    const post = readJson({ ...good, deleted: true });
    assert.deepEqual([post.change, post.text], ['delete', '']);
  });
});

describe('what is refused, and how it is said', () => {
  const cases: [name: string, payload: unknown, message: RegExp][] = [
    ['no id', { ...good, id: undefined }, /^id: expected an id .* got nothing$/u],
    ['an id of spaces', { ...good, id: ' ' }, /^id: expected an id of 1 to 512/u],
    ['an id that is an object', { ...good, id: {} }, /^id: .* got an object$/u],
    ['an id with a line break', { ...good, id: 'a\nb' }, /^id: /u],
    ['no text', { ...good, text: undefined }, /^text: expected the text of the post, got nothing$/u],
    ['a text that is a number', { ...good, text: 5 }, /^text: .* got 5$/u],
    ['a text that is too long', { ...good, text: 'x'.repeat(100_001) }, /^text: expected at most 100000/u],
    ['no time', { ...good, postedAt: undefined }, /^postedAt: expected a time such as/u],
    ['a time in the future', { ...good, postedAt: '2190-01-01' }, /^postedAt: expected a time between 2000/u],
    ['a time long ago', { ...good, postedAt: '1999-12-31' }, /^postedAt: expected a time between 2000/u],
    ['an edit without a time', { ...good, change: 'edit' }, /^editedAt: expected the time of the edit/u],
    [
      'an unknown change',
      { ...good, change: 'rename' },
      /^change: expected create, edit or delete, got "rename"$/u,
    ],
    ['an unknown flag', { ...good, deleted: 'maybe' }, /^deleted: expected true or false/u],
    ['a reach below zero', { ...good, reach: -1 }, /^reach: expected a number of followers/u],
    ['an author that is a list', { ...good, author: [] }, /^author: .* got an array$/u],
    ['a platform with spaces', { ...good, platform: 'a b' }, /^platform: expected a platform/u],
    ['a list', [good], /^payload: expected a JSON object: one post a record, got an array$/u],
    ['null', null, /^payload: .* got null$/u],
  ];
  for (const [name, payload, message] of cases) test(name, () => refused(payload, message));

  test('broken JSON', () =>
    refused(Buffer.from('{"id":'), /^payload: expected a JSON object/u, 'PAYLOAD_NOT_JSON'));
  test('nothing', () => refused(Buffer.alloc(0), /got nothing$/u, 'PAYLOAD_NOT_JSON'));
  test('bytes that are no UTF-8', () =>
    refused(Buffer.from([0x7b, 0xff, 0x7d]), /expected UTF-8/u, 'PAYLOAD_NOT_JSON'));
});

test('none of a thousand bad payloads is read, and each refusal has a code', () => {
  for (const payload of generateBadPayloads(1_000, 1)) {
    assert.throws(() => read(payload), TonewatchError, payload.toString());
  }
});

describe('addresses', () => {
  test('only those that a browser may open are kept', () => {
    assert.equal(readJson({ ...good, url: 'https://example.org/a?b=c' }).url, 'https://example.org/a?b=c');
    assert.equal(readJson({ ...good, url: 'javascript:alert(1)' }).url, null);
  });
});
