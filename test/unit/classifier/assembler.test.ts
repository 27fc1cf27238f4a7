import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  add,
  get,
  int,
  ints,
  type Kernel,
  loadInt,
  multiply,
  repeat,
  set,
  splatInt,
  storeVector,
  whileLess,
} from '#shared/classifier/compiled/wasm/assembler.ts';
import { compileKernels, kernelMemory } from '#shared/classifier/compiled/wasm/memory.ts';

const memory = kernelMemory(1 << 16);
const numbers = new Int32Array(memory.buffer);
/** Runs code that leaves an integer, with a parameter; four times the same comes out at address 0. */
function compute(parameter: number, code: Kernel['body'], integers = 0): number {
  const kernel = {
    name: 'run' as const,
    parameters: 1,
    integers,
    vectors: 0,
    body: [int(0), code, splatInt, storeVector()],
  };
  compileKernels([kernel], memory).run(parameter);
  assert.deepEqual([...numbers.subarray(0, 4)], Array(4).fill(numbers[0]));
  return numbers[0]!;
}

describe('the assembler of the kernels', () => {
  test('integers of any size arrive as they are', () => {
    const any = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
    fc.assert(
      fc.property(any, any, (a, b) => {
        assert.equal(compute(0, int(a)), a);
        assert.equal(compute(a, [get(0), int(b), add]), (a + b) | 0);
        assert.equal(compute(a, [get(0), int(b), multiply]), Math.imul(a, b));
      }),
      { numRuns: 30 },
    );
  });

  test('loops run once, and again as long as they are told to', () => {
    const [end, i] = [0, 1];
    const count = [repeat(get(i), int(1), add, set(i), whileLess(get(i), get(end))), get(i)];
    for (const [limit, rounds] of [
      [0, 1],
      [1, 1],
      [300, 300],
    ] as const) {
      assert.equal(compute(limit, count, 1), rounds);
    }
  });

  test('offsets beyond a byte are right, and a vector holds four integers', () => {
    numbers[5000] = -7;
    assert.equal(compute(16, [get(0), loadInt(20_000 - 16)]), -7);
    const store = { name: 'store' as const, parameters: 1, integers: 0, vectors: 0 };
    compileKernels([{ ...store, body: [get(0), ints(1 << 30), storeVector(16_384)] }], memory).store(0);
    assert.deepEqual([...numbers.subarray(4096, 4100)], Array(4).fill(1 << 30));
  });

  test('a module may have several kernels', () => {
    const kernel = { parameters: 0, integers: 0, vectors: 0 };
    const { one, two } = compileKernels(
      [
        { ...kernel, name: 'one' as const, body: [int(0), ints(1), storeVector()] },
        { ...kernel, name: 'two' as const, body: [int(0), ints(2), storeVector()] },
      ],
      memory,
    );
    two();
    assert.equal(numbers[0], 2);
    one();
    assert.equal(numbers[0], 1);
  });
});
