import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  compileKernel,
  kernelMemory,
  SIGMOID_ENTRIES,
  sigmoidTable,
} from '#shared/classifier/skip-gram/kernel.ts';
import { createRandom } from '#shared/classifier/training/random.ts';
import { learnDirectly } from './direct-learn.ts';

/** The same step by the kernel: vectors in, vectors out. */
function learnInKernel(words: Float32Array[], targets: Float32Array[], rate: number): Float32Array[] {
  const all = [...words, ...targets];
  const width = all[0]?.length ?? 0;
  const change = Math.ceil(SIGMOID_ENTRIES / 4) * 16;
  const lists = change + width * 4;
  const first = lists + Math.ceil(all.length / 4) * 16;
  const memory = kernelMemory(first + all.length * width * 4);
  new Float32Array(memory.buffer, 0, SIGMOID_ENTRIES).set(sigmoidTable());
  for (const [i, vector] of all.entries()) {
    new Float32Array(memory.buffer, first + i * width * 4, width).set(vector);
    new Int32Array(memory.buffer, lists)[i] = first + i * width * 4;
  }
  const targetList = lists + words.length * 4;
  const kernel = compileKernel(memory, { vectorBytes: width * 4, sigmoid: 0, change });
  kernel.learn(lists, targetList, targetList, targetList + targets.length * 4, rate);
  return all.map((_, i) => new Float32Array(memory.buffer, first + i * width * 4, width));
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
