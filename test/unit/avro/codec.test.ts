import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { cleanedPostCodec } from '#shared/avro/cleaned-post.ts';
import { isSingleObject, type Codec } from '#shared/avro/codec.ts';
import { deadLetterCodec } from '#shared/avro/dead-letter.ts';
import { mentionCodec } from '#shared/avro/mention.ts';
import { postCodec } from '#shared/avro/post.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { cleanedPosts, deadLetters, mentions, posts } from './records.ts';

function codeOf(action: () => unknown): ErrorCode | 'nothing thrown' {
  try {
    action();
    return 'nothing thrown';
  } catch (error) {
    if (error instanceof TonewatchError) return error.code;
    throw error;
  }
}

function specify<T>(name: string, codec: Codec<T>, records: fc.Arbitrary<T>): void {
  describe(`${name} records`, () => {
    const [sample] = fc.sample(records, { numRuns: 1, seed: 7 });
    assert.ok(sample);

    test('come back from their bytes as they were, as plain objects', () => {
      fc.assert(
        fc.property(records, (record) => assert.deepStrictEqual(codec.decode(codec.encode(record)), record)),
        { numRuns: 300 },
      );
    });

    test('begin with the marker of single-object encoding', () => {
      assert.ok(isSingleObject(codec.encode(sample)));
    });

    test('keep their bytes when later records are written', () => {
      const many = fc.sample(records, { numRuns: 1_000, seed: 3 });
      const bytes = many.map((record) => codec.encode(record));
      const back = bytes.map((one) => codec.decode(one));
      assert.deepStrictEqual(back, many);
    });

    test('cut off anywhere are malformed', () => {
      const bytes = codec.encode(sample);
      for (let length = 0; length < bytes.length; length += 1) {
        assert.equal(
          codeOf(() => codec.decode(bytes.subarray(0, length))),
          'AVRO_MALFORMED',
        );
      }
    });

    test('with bytes behind them are malformed', () => {
      const longer = Buffer.concat([codec.encode(sample), Buffer.from([0])]);
      assert.equal(
        codeOf(() => codec.decode(longer)),
        'AVRO_MALFORMED',
      );
    });

    test('whose bytes were damaged decode to something, or are malformed; nothing else happens', () => {
      fc.assert(
        fc.property(
          records,
          fc.nat(),
          fc.uint8Array({ minLength: 1, maxLength: 12 }),
          (record, at, noise) => {
            const bytes = Buffer.from(codec.encode(record));
            bytes.set(
              noise.subarray(0, bytes.length - 10),
              10 + (at % Math.max(1, bytes.length - 10 - noise.length)),
            );
            assert.ok(['AVRO_MALFORMED', 'nothing thrown'].includes(codeOf(() => codec.decode(bytes))));
          },
        ),
        { numRuns: 500 },
      );
    });

    test('of an unknown schema are told apart from garbage', () => {
      const bytes = Buffer.from(codec.encode(sample));
      bytes.writeBigUInt64LE(1n, 2);
      assert.equal(
        codeOf(() => codec.decode(bytes)),
        'AVRO_UNKNOWN_SCHEMA',
      );
      assert.equal(
        codeOf(() => codec.decode(Buffer.from('{"id":"x:1","text":"hello"}'))),
        'AVRO_MALFORMED',
      );
      assert.equal(
        codeOf(() => codec.decode(Buffer.alloc(0))),
        'AVRO_MALFORMED',
      );
    });
  });
}

specify('Post', postCodec, posts);
specify('CleanedPost', cleanedPostCodec, cleanedPosts);
specify('Mention', mentionCodec, mentions);
specify('DeadLetter', deadLetterCodec, deadLetters);

test('a record larger than the slab that records share is encoded as well', () => {
  const [post] = fc.sample(posts, 1);
  assert.ok(post);
  const large = { ...post, text: 'é'.repeat(500_000) };
  assert.deepStrictEqual(postCodec.decode(postCodec.encode(large)), large);
  assert.deepStrictEqual(postCodec.decode(postCodec.encode(post)), post);
});

test('an array that claims more items than there are bytes is malformed at once', () => {
  const [post] = fc.sample(
    posts.map((some) => ({ ...some, products: [] })),
    1,
  );
  assert.ok(post);
  const bytes = postCodec.encode(post);
  const claim = Buffer.from('feffffff0f', 'hex'); // 2,147,483,647
  const forged = Buffer.concat([bytes.subarray(0, -1), claim]);
  assert.equal(
    codeOf(() => postCodec.decode(forged)),
    'AVRO_MALFORMED',
  );
});

test('a value that does not fit its schema is refused', () => {
  const [post] = fc.sample(posts, 1);
  assert.ok(post);
  assert.throws(() => postCodec.encode({ ...post, reach: 1.5 }));
});
