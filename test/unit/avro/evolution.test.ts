import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import avsc from 'avsc';
import { cleanedPostCodec } from '#shared/avro/cleaned-post.ts';
import { deadLetterCodec } from '#shared/avro/dead-letter.ts';
import { mentionCodec } from '#shared/avro/mention.ts';
import { postCodec } from '#shared/avro/post.ts';
import { currentSchema, recordNames, releasedSchemas } from '#shared/avro/schemas.ts';
import { goldenRecords } from './golden-records.ts';

const typeOf = (json: avsc.Schema): avsc.Type => avsc.Type.forSchema(json, { wrapUnions: 'never' });

for (const name of recordNames) {
  describe(`the schema of ${name}`, () => {
    const current = currentSchema(name);
    const released = releasedSchemas(name);

    test('has been released at least once', () => {
      assert.ok(released.length > 0);
    });

    for (const old of released) {
      test(`reads what release ${old.release ?? ''} wrote`, () => {
        assert.doesNotThrow(() => typeOf(current.json).createResolver(typeOf(old.json)));
      });
    }
  });
}

describe('records of release 0.1.0', () => {
  const codecs = {
    Post: postCodec,
    CleanedPost: cleanedPostCodec,
    Mention: mentionCodec,
    DeadLetter: deadLetterCodec,
  };
  for (const name of recordNames) {
    test(`${name}: the bytes kept then still decode`, () => {
      const file = new URL(`../../golden/avro/${name}-0.1.0.hex`, import.meta.url);
      const records = readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => codecs[name].decode(Buffer.from(line, 'hex')));
      assert.deepStrictEqual(records, goldenRecords[name]);
    });
  }
});
