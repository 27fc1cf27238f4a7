import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { QuerySyntaxError } from '#shared/query/query-error.ts';
import { parseQuery } from '#shared/query/parse-query.ts';
import { printQuery } from '#shared/query/print-query.ts';

/** The canonical form shows how a query was understood. */
const understood = (query: string): string => printQuery(parseQuery(query));

describe('precedence', () => {
  const cases: [string, string][] = [
    ['a OR b AND c', 'a OR b AND c'],
    ['(a OR b) AND c', '(a OR b) AND c'],
    ['a AND b OR c', 'a AND b OR c'],
    ['a OR (b AND c)', 'a OR b AND c'],
    ['a b OR c d', 'a AND b OR c AND d'],
    ['a NOT b OR c', 'a AND NOT b OR c'],
    ['a -b c', 'a AND NOT b AND c'],
    ['a -(b OR c)', 'a AND NOT (b OR c)'],
    ['a b NEAR/3 c', 'a AND b NEAR/3 c'],
    ['a NEAR/3 b NEAR/5 c', 'a NEAR/3 b NEAR/5 c'],
    ['a NEAR/3 (b NEAR/5 c)', 'a NEAR/3 (b NEAR/5 c)'],
    ['(a OR b) NEAR/3 "c d"', '(a OR b) NEAR/3 "c d"'],
    ['c NOT (a NEAR/2 b)', 'c AND NOT (a NEAR/2 b)'],
    ['((a)) ((b c))', 'a AND b AND c'],
  ];
  for (const [query, canonical] of cases) {
    test(`${query} is ${canonical}`, () => assert.equal(understood(query), canonical));
  }
});

describe('words', () => {
  const cases: [string, string][] = [
    ['C++ AND AT&T', 'c++ AND at&t'],
    ['don’t', "don't"],
    ['and or not near', 'and AND or AND not AND near'],
    ['wi-fi', '"wi fi"'],
    ['Johnson&Johnson', '"johnson johnson"'],
    ['“smart quotes”', '"smart quotes"'],
    ['"late  again"~4', '"late again"~4'],
    ['"word"~4', 'word'],
    ['#Fail @United $TSLA', '#fail AND @united AND $tsla'],
    ['organi?e fly*', 'organi?e AND fly*'],
    ['华为手机', '"华 为 手 机"'],
    ['a"b c"d', 'a AND "b c" AND d'],
    ['Platform:X author:@Jane language:EN', 'platform:x AND author:jane AND language:en'],
    ['a author:"Jane Doe"', 'a AND author:"jane doe"'],
    ['a site:Reddit.com -url:example.org/x', 'a AND site:reddit.com AND NOT url:example.org/x'],
  ];
  for (const [query, canonical] of cases) {
    test(`${query} is ${canonical}`, () => assert.equal(understood(query), canonical));
  }
});

describe('errors point at the character', () => {
  const cases: [string, number, RegExp][] = [
    ['', 0, /expected a word, a phrase or \(, got the end/u],
    ['a AND', 5, /got the end/u],
    ['a AND OR b', 6, /got OR/u],
    ['(a OR b', 0, /expected a closing \)/u],
    ['a OR b)', 6, /got \)/u],
    ['a "b c', 2, /closing quotation mark/u],
    ['a NEAR b', 2, /NEAR\/n in capitals with a number/u],
    ['a near/5 b', 2, /NEAR\/n in capitals/u],
    ['a NEAR/x b', 7, /number from 0 to 100/u],
    ['a NEAR/500 b', 7, /number from 0 to 100/u],
    ['"a b"~', 6, /number from 0 to 100/u],
    ['a NEAR/2 (b AND c)', 10, /both sides of NEAR/u],
    ['NOT a', 0, /must be there/u],
    ['-a -b', 0, /must be there/u],
    ['a OR NOT b', 5, /must be there/u],
    ['a AND (b OR -c) OR -d', 19, /must be there/u],
    ['a - b', 2, /directly after -/u],
    ['a foo:bar', 2, /expected one of platform:/u],
    ['a language:english', 2, /two letters/u],
    ['a site:', 2, /a host/u],
    ['*phone', 0, /letter before \*/u],
    ['a ph*ne', 2, /only at the end/u],
    ['f*', 0, /at least 2 letters/u],
    ['a $$$', 2, /letters or digits/u],
    ['a "good *"', 8, /letter before \*/u],
  ];
  for (const [query, position, message] of cases) {
    test(query || '(empty)', () => {
      assert.throws(
        () => parseQuery(query),
        (error) => {
          assert.ok(error instanceof QuerySyntaxError);
          assert.equal(error.code, 'QUERY_SYNTAX');
          assert.match(error.message, message);
          assert.equal(error.position, position);
          return true;
        },
      );
    });
  }

  test('the excerpt has a caret under the character, also in a later line', () => {
    assert.throws(
      () => parseQuery('united\n  AND )'),
      (error) => {
        assert.ok(error instanceof QuerySyntaxError);
        assert.equal(error.excerpt, '  AND )\n      ^');
        assert.match(error.message, /at line 2, character 7$/u);
        return true;
      },
    );
  });
});

describe('size', () => {
  test('a query of more than 10,000 characters is parsed', () => {
    const words = Array.from({ length: 3_000 }, (_, index) => `word${index}`);
    const query = parseQuery(words.join(' OR '));
    assert.equal(query.kind === 'or' && query.parts.length, 3_000);
  });

  for (const deep of ['('.repeat(50_000), 'NOT '.repeat(20_000), `a${' NEAR/1 a'.repeat(10_000)}`]) {
    test(`${deep.slice(0, 9)}… nested without end is refused, not overflowed`, () => {
      assert.throws(() => parseQuery(deep), /levels of nesting/u);
    });
  }
});
