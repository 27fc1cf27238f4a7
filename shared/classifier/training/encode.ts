import { createVocabulary } from '../model/vocabulary.ts';
import type { EncodedPosts } from './batches.ts';

/** Prepared texts (tokens separated by a space) as rows of the embedding, at most `maxTokens` of each. */
export function encodePosts(
  texts: readonly string[],
  vocabulary: readonly string[],
  maxTokens: number,
): EncodedPosts {
  const { encode } = createVocabulary(vocabulary);
  const starts = new Int32Array(texts.length + 1);
  const most = texts.reduce((sum, text) => sum + Math.min(maxTokens, (text.length >> 1) + 1), 0);
  const rows = new Int32Array(most);
  for (const [i, text] of texts.entries()) {
    const start = starts[i] as number;
    starts[i + 1] = start + encode(text, rows, start, maxTokens);
  }
  return { rows: rows.slice(0, starts[texts.length]), starts };
}
