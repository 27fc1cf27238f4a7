import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createVocabulary } from '#shared/classifier/model/vocabulary.ts';

test('tokens are looked up in the string as a map would', () => {
  const token = fc
    .string({ minLength: 1, maxLength: 4, unit: 'grapheme' })
    .filter((text) => !/\s/u.test(text));
  fc.assert(
    fc.property(
      fc.uniqueArray(token, { maxLength: 200 }),
      fc.array(token, { maxLength: 30 }),
      fc.nat({ max: 40 }),
      (known, fresh, limit) => {
        const rows = ['<pad>', '<unk>', ...known.filter((each) => each !== '<pad>' && each !== '<unk>')];
        const words = [...fresh, ...known].slice(0, 60);
        const expected = words.slice(0, limit).map((word) => rows.indexOf(word));
        const into = new Int32Array(limit + 3);
        const count = createVocabulary(rows).encode(words.join(' '), into, 2, limit);
        assert.deepEqual(
          [...into.subarray(2, 2 + count)],
          expected.map((row) => (row < 0 ? 1 : row)),
        );
        assert.deepEqual([into[0], into[1], into[2 + count]], [0, 0, 0]);
      },
    ),
  );
});

test('empty strings and doubled spaces hold no tokens', () => {
  const vocabulary = createVocabulary(['<pad>', '<unk>', 'good']);
  const into = new Int32Array(4);
  assert.equal(vocabulary.encode('', into, 0, 4), 0);
  assert.equal(vocabulary.encode('  good  ', into, 0, 4), 1);
});
