import { type EncodedPosts, lengthOf } from '../tensorflow/encoded-posts.ts';
import type { Random } from './random.ts';

/** Batches that are sorted by length together: long enough for little padding, short enough for a random order. */
const POOL = 64;

/**
 * The posts of one epoch in random order, cut into batches of posts of similar length, in random order too. Every
 * post is in exactly one.
 */
export function drawBatches(posts: EncodedPosts, size: number, random: Random): Int32Array[] {
  const order = Int32Array.from({ length: posts.starts.length - 1 }, (_, i) => i);
  random.shuffle(order);
  const batches: Int32Array[] = [];
  for (let start = 0; start < order.length; start += size * POOL) {
    const pool = order.subarray(start, start + size * POOL);
    pool.sort((a, b) => lengthOf(posts, a) - lengthOf(posts, b) || a - b);
    for (let at = 0; at < pool.length; at += size) batches.push(pool.subarray(at, at + size));
  }
  const positions = Int32Array.from(batches, (_, i) => i);
  random.shuffle(positions);
  return Array.from(positions, (position) => batches[position] as Int32Array);
}
