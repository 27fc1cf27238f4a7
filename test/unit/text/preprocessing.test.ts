import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { clusterOf } from '#shared/text/cluster.ts';
import { detectLanguage } from '#shared/text/language.ts';
import { prepareText } from '#shared/text/preprocessing.ts';
import { normaliseUnicode } from '#shared/text/unicode.ts';

const pieces = fc.constantFrom(
  '@', '#', 'a', 'Aa', '!', '?', '.', '…', '&', '&amp;', '&lt;', '\\u0041', "'", '’', '*', '$', '%', ':', ')', '(', '<', '3',
  '1', '/', '-', '_', ' ', '\t', 'http://', 'www.', '.com', 'RT @a', '👍', '🏽', '\u200d', '🇺', '\ufe0f', '\ud800', '\udfff',
  '\u0301', 'é', '日', 'ﷺ', '½', '\u0000', '\u2028', 'İ', 'ß', 'haha', 'oooo', "n't",
); // prettier-ignore
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join('')),
);

describe('prepareText, for any string', () => {
  test('gives tokens separated by single spaces, without control or invisible characters', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const tokens = prepareText(text);
        assert.equal(tokens, tokens.trim());
        assert.doesNotMatch(tokens, / {2}|[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|[^ \S]/u);
      }),
      { numRuns: 2_000 },
    );
  });

  test('gives the same tokens again', () => {
    fc.assert(fc.property(anyText, (text) => assert.equal(prepareText(text), prepareText(text))));
  });

  test('does not care how often the feed encoded its HTML entities', () => {
    const encode = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    const text = 'I <3 fish & chips';
    assert.equal(prepareText(encode(text)), prepareText(text));
    assert.equal(prepareText(encode(encode(text))), prepareText(text));
  });
});

test('normalising Unicode twice changes nothing more', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const once = normaliseUnicode(text);
      assert.equal(normaliseUnicode(once), once);
    }),
  );
});

describe('linear in the length of hostile input: 100,000 characters in well under a second', () => {
  const nasty = [
    'a', 'A', '1', '#', '@', '!', '.', '-', ':', '(', '<', '>', '&', '\\', "'", '_', '/', '*', '$', '%', 'a.', 'a-', 'a@', 'a_',
    '1.', '1:', '1/', 'a*', '#a', '@a.', '@a@', 'http://', 'www.', 'https', 'RT @a ', 'RT ', '-_', '>_', '👍', '👨\u200d', '🇺',
    '\ud800', '\u0301', 'é', '日', "a'", 'ha', 'haa', 'lo', 'ah', '&amp;', '&lt', '&#1', '. ', '{link', 'f*', 'Aa', 'aB1',
    '\u200b', 'ﷺ', 'a.com.', 'a/', 'w/', ' ', '\t', '…', 'a…', 'the ', '#aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'x@x.',
  ]; // prettier-ignore
  for (const piece of nasty) {
    test(JSON.stringify(piece), () => {
      const text = piece.repeat(Math.ceil(100_000 / piece.length));
      const start = performance.now();
      prepareText(text);
      detectLanguage(text, null);
      clusterOf(text, 'x:1');
      assert.ok(performance.now() - start < 2_000);
    });
  }
});
