import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { feedSchema } from '#shared/config/schema.ts';
import type { FeedPost } from '#shared/feed/feed-post.ts';
import { createFeedReader } from '#shared/feed/feed-reader.ts';

/** Payloads that platforms really sent. */

const data = join(import.meta.dirname, '../../../../shared/data');
const skip = existsSync(data) ? false : 'no ../shared/data on this machine';
const auto = createFeedReader('x', feedSchema.parse({}));
const read = (payload: unknown): FeedPost => auto(Buffer.from(JSON.stringify(payload)));
const file = (name: string): string => {
  const bytes = readFileSync(join(data, name));
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
};

interface V1 {
  id_str: string;
  retweeted_status?: { id_str: string };
  extended_tweet?: { full_text: string };
}

describe('X v1.1', { skip }, () => {
  test('every tweet of a stream, in full length', () => {
    const tweets = file('fixtures/x-v1.1/stream-lines.jsonl.gz')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as V1);
    assert.equal(tweets.length, 72);
    for (const tweet of tweets) {
      const post = read(tweet);
      assert.equal(post.id, `x:${tweet.id_str}`);
      assert.ok(post.text.endsWith(tweet.extended_tweet?.full_text.slice(-8) ?? '?'));
      assert.ok(post.author && post.reach !== null && post.url);
    }
  });

  test('every tweet of a search, retweets with what they repost', () => {
    const { statuses } = JSON.parse(file('fixtures/x-v1.1/search-tweets.json.gz')) as { statuses: V1[] };
    const posts = statuses.map(read);
    assert.equal(posts.filter(({ repostOf }) => repostOf !== null).length, 74);
    for (const [at, { repostOf }] of posts.entries()) {
      const original = statuses[at]?.retweeted_status;
      assert.equal(repostOf, original ? `x:${original.id_str}` : null);
    }
  });
});

describe('X v2', { skip }, () => {
  test('a tweet by itself', () => {
    assert.equal(auto(Buffer.from(file('fixtures/x-v2/tweet.json'))).id, 'x:1212092628029698048');
  });

  for (const name of ['search-recent', 'search-recent-nyc', 'user-tweets', 'user-mentions']) {
    test(`each tweet of ${name}, split from its answer`, () => {
      const answer = JSON.parse(file(`fixtures/x-v2/${name}.json`)) as { data: { id: string }[]; includes?: unknown };
      for (const tweet of answer.data) {
        assert.equal(read({ data: tweet, includes: answer.includes }).id, `x:${tweet.id}`);
      }
    });
  }
});

describe('airline tweets', { skip }, () => {
  const map = { id: 'tweet_id', text: 'text', author: 'name', postedAt: 'tweet_created' };

  test('all rows are read, as JSON and as CSV alike', () => {
    const rows = parse(file('airline/airline-tweets.csv'));
    const columns = rows[0] ?? [];
    const json = createFeedReader('airline', feedSchema.parse({ map }));
    const csv = createFeedReader('airline', feedSchema.parse({ format: 'csv', map, columns }));
    const field = (value: string): string => (/[",\n]/u.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
    for (const row of rows.slice(1)) {
      const object = Object.fromEntries(columns.map((column, at) => [column, row[at]]));
      const post = json(Buffer.from(JSON.stringify(object)));
      assert.equal(post.id, `airline:${row[0] ?? ''}`);
      assert.deepEqual(csv(Buffer.from(row.map(field).join(','))), post);
    }
    assert.equal(rows.length - 1, 10_722);
  });
});
