import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { postCodec } from '#shared/avro/post.ts';
import { feedSchema } from '#shared/config/schema.ts';
import { createFeedReader } from '#shared/feed/feed-reader.ts';

const payload = (json: unknown): Buffer => Buffer.from(JSON.stringify(json));
const auto = createFeedReader('social', feedSchema.parse({}));
const time = Date.UTC(2026, 2, 1, 12);

describe('mapping', () => {
  test('fields under other names, nested ones and names with dots', () => {
    const map = { id: 'status.id', text: 'body.text', author: 'user.name', postedAt: 'time' };
    const read = createFeedReader('forum', feedSchema.parse({ map, platform: 'reddit' }));
    const post = read(
      payload({
        status: { id: 'a' },
        body: { text: 'hi' },
        'user.name': 'jane',
        time: time / 1000,
        data: {},
      }),
    );
    assert.deepEqual([post.id, post.text, post.author, post.postedAt], ['reddit:a', 'hi', 'jane', time]);
  });

  test('errors name the field as the payload calls it', () => {
    const read = createFeedReader('forum', feedSchema.parse({ map: { postedAt: 'tweet_created' } }));
    assert.throws(() => read(payload({ id: 'a', text: 'hi' })), {
      message: /^tweet_created: expected a time/u,
    });
  });

  test('a map of fields that posts do not have is refused', () => {
    assert.throws(() => createFeedReader('forum', feedSchema.parse({ map: { when: 'time' } })), {
      code: 'CONFIG_INVALID',
      message: /^feeds\.forum\.map\.when: expected one of id, platform, text/u,
    });
  });
});

describe('the Post schema itself', () => {
  const post = {
    id: 'x:1',
    platform: 'x',
    feed: 'other',
    change: 'edit' as const,
    revision: time + 1_000,
    postedAt: time,
    text: 'AT&amp;T is written so',
    author: 'jane',
    language: 'en',
    url: null,
    repostOf: null,
    reach: 4,
    products: ['old'],
  };

  test('is read as it is, under the name of this feed', () => {
    const read = auto(postCodec.encode(post));
    assert.deepEqual({ ...read, products: post.products }, { ...post, feed: 'social' });
    assert.ok(!('products' in read));
  });

  test('is checked like any other payload', () => {
    assert.throws(() => auto(postCodec.encode({ ...post, postedAt: 5 })), {
      code: 'PAYLOAD_INVALID',
      message: /^postedAt: /u,
    });
  });

  test('cut off, it is refused', () => {
    assert.throws(() => auto(postCodec.encode(post).subarray(0, 20)), { code: 'AVRO_MALFORMED' });
  });
});

describe('X', () => {
  const tweet = {
    id_str: '970000000000000001',
    created_at: 'Tue Oct 31 22:10:47 +0000 2017',
    text: 'hi',
    user: {},
  };

  test('a deletion notice of v1.1', () => {
    const post = auto(payload({ delete: { status: { id: 5, id_str: '5' }, timestamp_ms: String(time) } }));
    assert.deepEqual([post.id, post.change, post.revision], ['x:5', 'delete', time]);
  });

  test('a deletion of the compliance stream of v2', () => {
    const event = { data: { delete: { tweet: { id: '5' }, event_at: '2026-03-01T12:00:00Z' } } };
    const post = auto(payload(event));
    assert.deepEqual([post.id, post.change, post.revision], ['x:5', 'delete', time]);
  });

  test('a retweet of v1.1 has the whole text of the original', () => {
    const original = { id_str: '9', extended_tweet: { full_text: 'all of it' }, text: 'all…' };
    const post = auto(payload({ ...tweet, text: 'RT @jane: all…', retweeted_status: original }));
    assert.deepEqual([post.text, post.repostOf], ['all of it', 'x:9']);
  });

  test('the link of a tweet does not name its author, who is kept as a hash only', () => {
    const v1 = {
      id_str: '20',
      text: 'hi',
      created_at: 'Tue Oct 31 12:00:00 +0000 2017',
      user: { screen_name: 'jane' },
    };
    const v2 = {
      data: { id: '20', text: 'hi', author_id: '1', created_at: '2017-10-31T12:00:00Z' },
      includes: { users: [{ id: '1', username: 'jane' }] },
    };
    for (const tweet of [v1, v2]) {
      const { author, url } = auto(payload(tweet));
      assert.deepEqual([author, url], ['jane', 'https://x.com/i/status/20']);
    }
  });

  test('an id of v1.1 without its text form keeps its digits', () => {
    const json = JSON.stringify({ ...tweet, id_str: undefined }).replace('{', '{"id":970000000000000001,');
    assert.equal(auto(Buffer.from(json)).id, 'x:970000000000000001');
  });

  test('an edited tweet of v2 keeps the identity and time of its first version', () => {
    const first = '1570000000000000000';
    const post = auto(
      payload({
        data: {
          id: '1570000100000000000',
          text: 'better',
          created_at: '2022-09-14T12:30:00.000Z',
          edit_history_tweet_ids: [first, '1570000100000000000'],
        },
      }),
    );
    assert.equal(post.id, `x:${first}`);
    assert.equal(post.change, 'edit');
    assert.equal(post.postedAt, Number((BigInt(first) >> 22n) + 1_288_834_974_657n));
    assert.equal(post.revision, Date.UTC(2022, 8, 14, 12, 30));
  });

  test('a tweet of v2 without a time has it from its id', () => {
    const post = auto(payload({ data: { id: '1276035977375477760', text: 'hi' } }));
    assert.match(new Date(post.postedAt).toISOString(), /^2020-06-25T06:14:19\./u);
  });

  test('a list of tweets is refused with what to do', () => {
    const answer = {
      data: [
        { id: '1', text: 'a' },
        { id: '2', text: 'b' },
      ],
    };
    assert.throws(() => auto(payload(answer)), {
      code: 'PAYLOAD_INVALID',
      message: /one tweet a record: send each/u,
    });
    assert.throws(() => auto(payload({ statuses: [] })), { message: /one tweet a record/u });
  });

  test('plain JSON that happens to have a field `data` stays plain JSON', () => {
    const post = auto(payload({ id: 'a', text: 'hi', postedAt: time, data: { id: 'b' } }));
    assert.equal(post.id, 'social:a');
  });
});
