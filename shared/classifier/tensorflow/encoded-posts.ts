import type { Padding } from '../architectures/encoder.ts';
import { PAD_ROW } from '../model/model.ts';
import type { OutsideRow, Vocabulary } from '../model/vocabulary.ts';

/** Posts as rows of the embedding, laid end to end: post i is rows[starts[i] … starts[i + 1]). */
export interface EncodedPosts {
  readonly rows: Int32Array;
  readonly starts: Int32Array;
}

/**
 * Prepared texts (tokens separated by a space) as rows of the embedding, at most `maxTokens` of each.
 * @param outside rows of tokens that the vocabulary does not have, if not that of `<unk>`.
 */
export function encodePosts(
  texts: readonly string[],
  vocabulary: Vocabulary,
  maxTokens: number,
  outside?: OutsideRow,
): EncodedPosts {
  const starts = new Int32Array(texts.length + 1);
  const most = texts.reduce((sum, text) => sum + Math.min(maxTokens, (text.length >> 1) + 1), 0);
  const rows = new Int32Array(most);
  for (const [i, text] of texts.entries()) {
    const start = starts[i] as number;
    starts[i + 1] = start + vocabulary.encode(text, rows, start, maxTokens, outside);
  }
  return { rows, starts };
}

/** Tokens of a post. */
export const lengthOf = ({ starts }: EncodedPosts, post: number): number =>
  (starts[post + 1] as number) - (starts[post] as number);

/** All posts in batches of similar length, shortest first. */
export function sortedBatches(posts: EncodedPosts, size: number): Int32Array[] {
  const order = Int32Array.from({ length: posts.starts.length - 1 }, (_, i) => i);
  order.sort((a, b) => lengthOf(posts, a) - lengthOf(posts, b));
  const count = Math.ceil(order.length / size);
  return Array.from({ length: count }, (_, i) => order.subarray(i * size, (i + 1) * size));
}

/** Texts of one batch as matrices, row-major, padded to the longest. */
export interface PaddedBatch {
  /** Rows of the embedding. */
  readonly rows: Int32Array;
  /** 1 where a token is, 0 where a pad is. */
  readonly mask: Float32Array;
  readonly shape: readonly [texts: number, positions: number];
}

export function padBatch(
  posts: EncodedPosts,
  batch: Int32Array,
  { front, behind, atLeast, align }: Padding,
): PaddedBatch {
  const longest = batch.reduce((most, post) => Math.max(most, lengthOf(posts, post)), atLeast);
  const width = front + longest + behind;
  const rows = new Int32Array(batch.length * width).fill(PAD_ROW);
  const mask = new Float32Array(rows.length);
  for (const [i, post] of batch.entries()) {
    const length = lengthOf(posts, post);
    const start = i * width + front + (align === 'end' ? longest - length : 0);
    rows.set(posts.rows.subarray(posts.starts[post], posts.starts[post + 1]), start);
    mask.fill(1, start, start + length);
  }
  return { rows, mask, shape: [batch.length, width] };
}
