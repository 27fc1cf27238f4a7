import { setImmediate } from 'node:timers/promises';
import { type EncodedPosts, padBatch, sortedBatches } from '../tensorflow/encoded-posts.ts';
import type { Network } from './network.ts';

const BATCH = 256;

/**
 * Logits of all texts, row-major [texts, outputs], in their order. Signals get a turn between batches: long texts take
 * minutes.
 * @returns undefined when the signal was aborted before the end.
 */
export async function logitsOf(
  network: Network,
  posts: EncodedPosts,
  signal: AbortSignal | undefined,
): Promise<Float32Array | undefined> {
  const { outputs } = network;
  const logits = new Float32Array((posts.starts.length - 1) * outputs);
  for (const batch of sortedBatches(posts, BATCH)) {
    if (signal?.aborted) return undefined;
    const values = network.logits(padBatch(posts, batch, network.padding));
    for (const [i, post] of batch.entries()) {
      logits.set(values.subarray(i * outputs, (i + 1) * outputs), post * outputs);
    }
    await setImmediate();
  }
  return logits;
}
