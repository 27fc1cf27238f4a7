import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { kernelMemory } from '#shared/classifier/compiled/wasm/memory.ts';
import { compileSkipGramKernel, SIGMOID_ENTRIES, sigmoidTable } from '#shared/classifier/skip-gram/kernel.ts';
import { createRandom } from '#shared/classifier/training/random.ts';
import { learnDirectly } from './direct-learn.ts';

/** The same step by the kernel: vectors in, vectors out. */
function learnInKernel(words: Float32Array[], targets: Float32Array[], rate: number): Float32Array[] {
  const all = [...words, ...targets];
  const vectorBytes = (words[0]?.length ?? 0) * 4;
  const lists = Math.ceil(all.length / 4) * 16;
  const layout = {
    vectorBytes,
    words: 0,
    targets: words.length * 4,
    labels: lists,
    rate: 2 * lists,
    change: 2 * lists + 16,
    sigmoid: 2 * lists + 16 + vectorBytes,
  };
  const first = Math.ceil((layout.sigmoid + SIGMOID_ENTRIES * 4) / 16) * 16;
  const memory = kernelMemory(first + all.length * vectorBytes);
  const floats = (at: number, length: number): Float32Array => new Float32Array(memory.buffer, at, length);
  floats(layout.labels, 1).fill(1);
  floats(layout.rate, 1).fill(rate);
  floats(layout.sigmoid, SIGMOID_ENTRIES).set(sigmoidTable());
  const places = new Int32Array(memory.buffer, layout.words, all.length);
  const vectors = all.map((vector, i) => {
    places[i] = first + i * vectorBytes;
    const place = floats(first + i * vectorBytes, vector.length);
    place.set(vector);
    return place;
  });
  const { learn } = compileSkipGramKernel(memory, layout);
  learn(layout.targets, layout.targets + targets.length * 4);
  return vectors;
}

test('the kernel changes words and targets as plain arithmetic does', () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.integer({ min: 1, max: 80 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 8 }),
      fc.constantFrom(0.1, 1, 3),
      (seed, blocks, near, drawn, size) => {
        const random = createRandom(seed);
        const vector = (): Float32Array =>
          Float32Array.from({ length: blocks * 4 }, () => random.normal() * size);
        const words = Array.from({ length: near }, vector);
        const targets = Array.from({ length: drawn }, vector);
        const got = learnInKernel(words, targets, 0.025);
        learnDirectly(words, targets, 0.025);
        for (const [i, expected] of [...words, ...targets].entries()) {
          for (const [d, value] of expected.entries()) {
            const off = Math.abs((got[i]?.[d] ?? NaN) - value);
            assert.ok(off < 2e-3 * size, `vector ${i}, number ${d}: ${got[i]?.[d]} for ${value}`);
          }
        }
      },
    ),
    { numRuns: 60 },
  );
});
