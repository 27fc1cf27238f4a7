import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sigmoid, SIGMOID_SCALE, tanh, TANH_SCALE } from '#shared/classifier/compiled/recurrent/squashing.ts';
import {
  add,
  get,
  int,
  loadVector,
  repeat,
  set,
  storeVector,
  VECTOR_BYTES,
  whileLess,
} from '#shared/classifier/compiled/wasm/assembler.ts';
import { compileKernels, kernelMemory } from '#shared/classifier/compiled/wasm/memory.ts';

const memory = kernelMemory(1 << 20);
const numbers = new Float32Array(memory.buffer);
/** Replaces the numbers up to `end` by their function values. */
const kernels = compileKernels(
  [['sigmoid' as const, sigmoid] as const, ['tanh' as const, tanh] as const].map(([name, squash]) => ({
    name,
    parameters: 2,
    integers: 0,
    vectors: 3,
    body: repeat(
      ...[get(0), loadVector(), set(2)],
      ...[get(0), squash(2, { power: 3, rest: 4 }), storeVector()],
      ...[get(0), int(VECTOR_BYTES), add, set(0)],
      whileLess(get(0), get(1)),
    ),
  })),
  memory,
);

describe('squashing functions', () => {
  const inputs = Array.from({ length: 100_000 }, (_, i) => (i / 50_000 - 1) * (i % 2 ? 1 : 30));
  for (const [name, scale, exact, within] of [
    ['sigmoid', SIGMOID_SCALE, (x: number) => 1 / (1 + Math.exp(-x)), 1e-7],
    ['tanh', TANH_SCALE, Math.tanh, 2e-7],
  ] as const) {
    test(`${name} is exact to ${within}, everywhere`, () => {
      for (const [i, x] of inputs.entries()) numbers[i] = x * scale;
      const exponents = numbers.slice(0, inputs.length);
      kernels[name](0, inputs.length * 4);
      let worst = 0;
      for (let i = 0; i < inputs.length; i++) {
        worst = Math.max(worst, Math.abs(numbers[i]! - exact(exponents[i]! / scale)));
      }
      assert.ok(worst < within, `off by ${worst}`);
    });

    test(`${name} reaches its limits`, () => {
      numbers.set([-1e9, -200, 200, 1e9].map((x) => x * scale));
      kernels[name](0, 16);
      const limits = [exact(-1e9), exact(-200), exact(200), exact(1e9)];
      for (const [i, limit] of limits.entries()) assert.ok(Math.abs(numbers[i]! - limit) < 1e-7);
    });
  }
});
