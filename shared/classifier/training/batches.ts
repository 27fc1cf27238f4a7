import type { Padding } from '../architectures/architecture.ts';
import { PAD_ROW } from '../model/model.ts';
import type { Random } from './random.ts';

/** Posts as rows of the embedding, laid end to end: post i is rows[starts[i] … starts[i + 1]). */
export interface EncodedPosts {
  readonly rows: Int32Array;
  readonly starts: Int32Array;
}

/** Batches that are sorted by length together: long enough for little padding, short enough for a random order. */
const POOL = 64;

const lengthOf = ({ starts }: EncodedPosts, post: number): number =>
  (starts[post + 1] as number) - (starts[post] as number);

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

/** All posts in batches of similar length, shortest first. */
export function sortedBatches(posts: EncodedPosts, size: number): Int32Array[] {
  const order = Int32Array.from({ length: posts.starts.length - 1 }, (_, i) => i);
  order.sort((a, b) => lengthOf(posts, a) - lengthOf(posts, b));
  const count = Math.ceil(order.length / size);
  return Array.from({ length: count }, (_, i) => order.subarray(i * size, (i + 1) * size));
}

/** Posts of one batch as a matrix of rows, padded to the longest. */
export function padBatch(
  posts: EncodedPosts,
  batch: Int32Array,
  { front, behind }: Padding,
): { rows: Int32Array; shape: [number, number] } {
  const longest = batch.reduce((most, post) => Math.max(most, lengthOf(posts, post)), 0);
  const width = front + longest + behind;
  const rows = new Int32Array(batch.length * width).fill(PAD_ROW);
  for (const [i, post] of batch.entries()) {
    rows.set(posts.rows.subarray(posts.starts[post], posts.starts[post + 1]), i * width + front);
  }
  return { rows, shape: [batch.length, width] };
}
