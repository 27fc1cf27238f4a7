import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { feedSchema } from '#shared/config/schema.ts';
import { parseCsvRecord } from '#shared/feed/csv-post.ts';
import { createFeedReader } from '#shared/feed/feed-reader.ts';

const columns = ['tweet_id', 'name', 'text', 'tweet_created'];
const map = { id: 'tweet_id', author: 'name', postedAt: 'tweet_created' };
const read = createFeedReader('airline', feedSchema.parse({ format: 'csv', columns, map }));

test('a record with quotes, a comma and a line break in it', () => {
  const post = read(
    Buffer.from('570306,jane,"@united ""thanks"",\nreally &amp; truly",2015-02-24 11:35:52 -0800\r\n'),
  );
  assert.equal(post.id, 'airline:570306');
  assert.equal(post.text, '@united "thanks",\nreally & truly');
  assert.equal(post.postedAt, Date.UTC(2015, 1, 24, 19, 35, 52));
});

describe('what is refused', () => {
  const cases: [record: string, message: RegExp][] = [
    ['1,jane,hello', /expected 4 fields \(tweet_id, name, text, tweet_created\), got 3/u],
    ['1,jane,"hello,2015-02-24', /no closing quote/u],
    ['1,jane,"hello"x,2015-02-24', /expected a comma after the closing quote/u],
    ['1,jane,hello,2015-02-24\n2,jim,hi,2015-02-24', /expected one record, got several lines/u],
    [',jane,hello,2015-02-24', /^tweet_id: expected an id/u],
    ['1,jane,hello,soon', /^tweet_created: expected a time/u],
  ];
  for (const [record, message] of cases) {
    test(record, () => assert.throws(() => read(Buffer.from(record)), { code: 'PAYLOAD_INVALID', message }));
  }
});

test('whatever is written by the rules of RFC 4180 is read back', () => {
  const quoted = (field: string): string => `"${field.replaceAll('"', '""')}"`;
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (fields) => {
      assert.deepEqual(parseCsvRecord(fields.map(quoted).join(',')), fields);
    }),
  );
});

test('a csv feed needs the names of its columns', () => {
  assert.throws(() => createFeedReader('shop', feedSchema.parse({ format: 'csv' })), {
    code: 'CONFIG_INVALID',
    message: /^feeds\.shop\.columns: /u,
  });
});
