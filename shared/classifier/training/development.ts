import { padBatch, sortedBatches } from '../tensorflow/encoded-posts.ts';
import type { EncodedPosts } from '../tensorflow/encoded-posts.ts';
import type { Network } from './network.ts';

const BATCH = 256;

/** Logits of all texts, row-major [texts, outputs], in their order. */
export function logitsOf(network: Network, posts: EncodedPosts): Float32Array {
  const { outputs } = network;
  const logits = new Float32Array((posts.starts.length - 1) * outputs);
  for (const batch of sortedBatches(posts, BATCH)) {
    const values = network.logits(padBatch(posts, batch, network.padding));
    for (const [i, post] of batch.entries()) {
      logits.set(values.subarray(i * outputs, (i + 1) * outputs), post * outputs);
    }
  }
  return logits;
}
