import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeFloat16, encodeFloat16 } from '#shared/classifier/model/float16.ts';

test('every half survives decoding and encoding', () => {
  const halves = Uint16Array.from({ length: 65_536 }, (_, bits) => bits).filter(
    (bits) => (bits & 0x7c00) !== 0x7c00 || (bits & 0x3ff) === 0,
  );
  assert.deepEqual(encodeFloat16(decodeFloat16(halves)), halves);
});

test('a number is stored as the nearest half', () => {
  fc.assert(
    fc.property(fc.float({ min: -65_504, max: 65_504, noNaN: true }), (value) => {
      const [bits = 0] = encodeFloat16(Float32Array.of(value));
      const [half = NaN, below = NaN, above = NaN] = decodeFloat16(Uint16Array.of(bits, bits - 1, bits + 1));
      for (const other of [below, above]) {
        if (Number.isFinite(other)) assert.ok(Math.abs(half - value) <= Math.abs(other - value));
      }
    }),
  );
});

test('a tie goes to the even half, and what is too large becomes infinite', () => {
  const stored = decodeFloat16(
    encodeFloat16(Float32Array.of(1 + 1 / 2048, 1 + 3 / 2048, 65_519, 65_520, NaN)),
  );
  assert.deepEqual([...stored], [1, 1 + 2 / 1024, 65_504, Infinity, NaN]);
});
