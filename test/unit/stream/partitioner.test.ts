import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import fc from 'fast-check';
import { murmur2, partitionOf } from '#shared/stream/partitioner.ts';

const kafkajsMurmur2 = createRequire(import.meta.url)(
  'kafkajs/src/producer/partitioners/default/murmur2.js',
) as (key: Buffer) => number;

test('murmur2 gives what Kafka’s own clients give', () => {
  const known = { '21': -973932308, foobar: -790332482, abc: 479470107 };
  for (const [key, hash] of Object.entries(known)) assert.equal(murmur2(Buffer.from(key)), hash);
});

test('any key goes where kafkajs would send it, long ones and other scripts too', () => {
  const partitions = fc.integer({ min: 1, max: 100 });
  const key = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ minLength: 400, maxLength: 2_000 }));
  fc.assert(
    fc.property(key, partitions, (text, count) => {
      assert.equal(partitionOf(text, count), (kafkajsMurmur2(Buffer.from(text)) & 0x7fffffff) % count);
    }),
  );
});
