import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { createRandom } from '#shared/classifier/training/random.ts';
import { startVectors } from '#shared/classifier/training/vectors.ts';
import { withFiles } from '../dataset/files.ts';

const files = {
  'v.words': 'broken\nheart\nphone\n',
  'v.f32': new Uint8Array(Float32Array.of(1, -1, 3, 1, -2, -4).buffer),
};
const vocabulary = ['<pad>', '<unk>', 'phone', '<broken-heart>', 'qwxyz'];

const start = (width: number): Promise<Float32Array> =>
  withFiles(files, (folder) =>
    startVectors(vocabulary, width, { from: join(folder, 'v'), deviation: 0.4, random: createRandom(1) }),
  );

test('tokens start from their pretrained vectors, marks from those of their words, in one scale', async () => {
  const values = await start(2);
  const [phone, mark] = [values.subarray(4, 6), values.subarray(6, 8)];
  const scale = phone[0]! / -2;
  assert.ok(Math.abs(phone[1]! / -4 - scale) < 1e-6);
  assert.ok(Math.abs(mark[0]! / 2 - scale) < 1e-6 && Math.abs(mark[1]!) < 1e-6);
  const found = [...phone, ...mark];
  const mean = found.reduce((a, b) => a + b, 0) / 4;
  assert.ok(Math.abs(Math.sqrt(found.reduce((a, b) => a + (b - mean) ** 2, 0) / 4) - 0.4) < 1e-6);
});

test('padding starts at zero, unknown tokens at noise', async () => {
  const values = await start(2);
  assert.deepEqual([...values.subarray(0, 2)], [0, 0]);
  assert.ok(
    [...values.subarray(2, 4), ...values.subarray(8)].every((value) => value !== 0 && Math.abs(value) < 2),
  );
});

test('vectors of another width are refused', async () => {
  await assert.rejects(start(3), { code: 'INPUT_FILE_UNREADABLE', message: /expected 36 for 3 words × 3/u });
});

test('without pretrained vectors, all but padding start at noise of the deviation', async () => {
  const many = Array.from({ length: 500 }, (_, i) => `t${i}`);
  const values = await startVectors(many, 8, { from: 'random', deviation: 0.1, random: createRandom(1) });
  assert.deepEqual([...values.subarray(0, 8)], new Array(8).fill(0));
  const noise = values.subarray(8);
  const deviation = Math.sqrt(noise.reduce((sum, value) => sum + value * value, 0) / noise.length);
  assert.ok(Math.abs(deviation - 0.1) < 0.005, `deviation ${deviation}`);
});
