import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY, HOUR } from '../../../services/alert/detection/windows.ts';
import { staggerOf } from '../../../services/alert/evaluation/stagger.ts';

const products = Array.from({ length: 2_400 }, (_, i) => `product-${i}`);

test('a product has its hour of the day, always the same', () => {
  for (const product of products) {
    const stagger = staggerOf(product);
    assert.equal(stagger % HOUR, 0);
    assert.ok(stagger >= 0 && stagger < DAY);
    assert.equal(staggerOf(product), stagger);
  }
});

test('products spread out over the hours of the day', () => {
  const each = new Map<number, number>();
  for (const product of products) each.set(staggerOf(product), (each.get(staggerOf(product)) ?? 0) + 1);
  assert.equal(each.size, 24);
  // A hundred each, four standard deviations either way.
  for (const count of each.values()) assert.ok(count > 60 && count < 140, `${count}`);
});
