import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Example } from '#shared/classifier/dataset/corpus.ts';
import { balanceWeights, classShares } from '#shared/classifier/training/class-shares.ts';

const example = (label: number, soft?: number[]): Example => ({ text: '', label, soft, source: 0 });

test('shares of the classes are those of the labels that people gave', () => {
  const texts = [example(0), example(2), example(2), example(2), example(-1, [1, 0, 0])];
  assert.deepEqual(classShares(texts, 3), [0.25, 0, 0.75]);
});

test('without such labels, they are those of the teacher', () => {
  assert.deepEqual(
    classShares([example(-1, [0.5, 0.5, 0]), example(-1, [0.5, 0, 0.5])], 3),
    [0.5, 0.25, 0.25],
  );
});

test('balanced classes count the same in the loss, whose size stays', () => {
  const shares = [0.1, 0.3, 0.6];
  const even = balanceWeights(shares, 1);
  const parts = shares.map((share, c) => share * (even[c] ?? 0));
  assert.ok(
    parts.every((part) => Math.abs(part - 1 / 3) < 1e-12),
    parts.join(),
  );
  const half = balanceWeights(shares, 0.5);
  const mean = shares.reduce((sum, share, c) => sum + share * (half[c] ?? 0), 0);
  assert.ok(Math.abs(mean - 1) < 1e-12);
  assert.deepEqual(balanceWeights(shares, 0), [1, 1, 1]);
  assert.equal(balanceWeights([0.5, 0, 0.5], 1)[1], 1);
});
