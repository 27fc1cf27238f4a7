import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { clusterOf } from '#shared/text/cluster.ts';

const original =
  '@united lost my luggage for the second time this month and nobody at Newark will even answer the phone https://t.co/aaa';

describe('near-copies share the cluster', () => {
  const copies: Readonly<Record<string, string>> = {
    'another link': original.replace('aaa', 'bbb'),
    'no link': original.replace(/https\S+/u, ''),
    'a repost prefix': `RT @someone: ${original}`,
    'a comment before the repost': `so true! RT @someone: ${original}`,
    'other users': original.replace('@united', '@delta @aa'),
    'capitals and punctuation': original.toUpperCase().replace('HTTPS', 'https').replace(/ /gu, ' , '),
    'a cut-off end': `${original.slice(0, 90)}…`,
    'words and a tag at the end': `${original} shame on you #fail`,
    'an encoded sign': original.replace('and', '&amp; and'),
  };
  for (const [what, copy] of Object.entries(copies)) {
    test(what, () => assert.equal(clusterOf(copy, 'x:2'), clusterOf(original, 'x:1')));
  }
});

test('other posts about the same thing do not share it', () => {
  const other =
    '@united my luggage was lost at Newark last month and nobody ever called me back about the phone';
  assert.notEqual(clusterOf(other, 'x:2'), clusterOf(original, 'x:1'));
});

test('strangers who say the same few words stay apart', () => {
  for (const text of ['thanks', '@united thank you so much', '👍', '', 'https://t.co/abc']) {
    assert.notEqual(clusterOf(text, 'x:1'), clusterOf(text, 'x:2'));
    assert.equal(clusterOf(text, 'x:1'), clusterOf(text, 'x:1'));
  }
});

test('a text without spaces has a cluster, too', () => {
  const text = '飛行機がまた遅れています。もう三時間も待っているのに';
  assert.equal(clusterOf(text, 'x:1'), clusterOf(`RT @a: ${text} https://t.co/a`, 'x:2'));
});

test('any text and id give 16 hexadecimal digits, always the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, id) => {
      const cluster = clusterOf(text, id);
      assert.match(cluster, /^[0-9a-f]{16}$/u);
      assert.equal(clusterOf(text, id), cluster);
    }),
  );
});
