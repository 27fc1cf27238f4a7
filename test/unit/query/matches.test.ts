import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { matches } from '#shared/query/matches.ts';
import { parseQuery } from '#shared/query/parse-query.ts';
import type { QueryDocument } from '#shared/query/query.ts';

const post = (text: string, fields: Partial<QueryDocument> = {}): QueryDocument => ({
  text,
  platform: 'x',
  language: null,
  author: null,
  url: null,
  ...fields,
});

const found = (query: string, text: string, fields?: Partial<QueryDocument>): boolean =>
  matches(parseQuery(query), post(text, fields));

function table(
  name: string,
  cases: readonly (readonly [query: string, text: string, expected: boolean])[],
): void {
  describe(name, () => {
    for (const [query, text, expected] of cases) {
      test(`${query} ${expected ? 'finds' : 'does not find'} ${text}`, () =>
        assert.equal(found(query, text), expected));
    }
  });
}

table('words', [
  ['united', 'UNITED lost my bag', true],
  ['united', 'reunited at last', false],
  ['united', "united's seats", true],
  ['united', 'thanks @united', false],
  ['united', 'fly #united', true],
  ['@united', 'thanks @United!', true],
  ['@united', 'thanks @united.Never again', true],
  ['@united', "@united's crew", true],
  ['@united', '@unitedairlines', false],
  ['@united', 'mail me@united.com', false],
  ['#fail', 'what a #Fail', true],
  ['#fail', 'what a fail', false],
  ['c++', 'I write C++.', true],
  ['c', 'I write C++.', false],
  ['c#', 'C# and F#', true],
  ['disney', 'Disney+ is down', true],
  ['at&t', 'AT&T’s network', true],
  ['don’t', "I don't", true],
  ['wi-fi', 'the Wi-Fi is slow', true],
  ['wi-fi', 'the wi is not fi', false],
  ['h&m', 'H&M sale', true],
  ['cheese', 'mac&cheese', true],
  ['istanbul', 'İSTANBUL', true],
  ['cafe', 'café', false],
  ['caf\u00e9', 'cafe\u0301', true],
  ['phone', 'see https://example.org/phone', false],
  ['soft', 'so\u00adft', true],
  ['ｐｈｏｎｅ', 'phone', true],
]);

table('wildcards', [
  ['deliver*', 'delivered late', true],
  ['deliver*', 'deliver', true],
  ['organi?e', 'we organize', true],
  ['organi?e', 'we organie', false],
  ['#aurora*', '#AuroraPhone', true],
  ['"deliver* late"', 'delivered late', true],
]);

table('phrases and distances', [
  ['"customer service"', 'Customer, service!', true],
  ['"customer service"', 'service customer', false],
  ['"service customer"~0', 'customer service', true],
  ['"bad service"~2', 'bad and slow service', true],
  ['"bad service"~1', 'bad and slow service', false],
  ['"very very bad"~1', 'very bad', false],
  ['"very very bad"~1', 'very so very bad', true],
  ['late NEAR/2 bag', 'bag came very late', true],
  ['late NEAR/1 bag', 'bag came very late', false],
  ['late NEAR/0 bag', 'late bag', true],
  ['late NEAR/3 late', 'late', false],
  ['(lost OR late) NEAR/1 "my bag"', 'lost: my bag', true],
  ['(a NEAR/5 b) NEAR/0 c', 'b a x a c', true],
]);

table('scripts without spaces', [
  ['华为', '我喜欢华为手机', true],
  ['华为手机', '华为的手机', false],
  ['手机', '#华为手机 很好', true],
  ['삼성', '삼성전자가 좋다', true],
  ['โทรศัพท์', 'ซื้อโทรศัพท์ใหม่', true],
  ['iphone手机', '新iPhone手机', true],
]);

describe('fields', () => {
  const fields = { platform: 'bluesky', language: 'en', author: 'Jane.Doe', url: 'https://bsky.app/p/1' };
  const cases: [string, boolean][] = [
    ['bag platform:bluesky', true],
    ['bag platform:x', false],
    ['bag language:en', true],
    ['bag NOT language:en', false],
    ['bag author:@jane.doe', true],
    ['author:jane*', true],
    ['bag author:jane', false],
    ['site:bsky.app', true],
    ['site:example.org', true],
    ['site:ample.org', false],
    ['bag url:example.org/shop', true],
  ];
  for (const [query, expected] of cases) {
    test(`${query} is ${expected}`, () =>
      assert.equal(found(query, 'my bag http://www.Example.org/shop?a=1', fields), expected));
  }

  test('language: does not find posts that declare none', () => {
    assert.equal(found('bag language:en', 'my bag'), false);
  });
});
