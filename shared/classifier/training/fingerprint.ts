import { createHash } from 'node:crypto';
import type { EncodedExamples } from './encoded-examples.ts';
import type { Recipe } from './recipe.ts';

/** What a checkpoint must have in common with the run that goes on from it. */
export interface Fingerprint {
  readonly recipe: string;
  readonly data: string;
}

export const hashOfRecipe = (recipe: object): string =>
  createHash('sha256').update(JSON.stringify(recipe)).digest('hex');

/**
 * @param tokens what the rows of the parts stand for.
 * @param parts everything that is learnt from.
 * @param vectors that the run starts with.
 */
export function fingerprintOf(
  recipe: Recipe,
  tokens: readonly string[],
  parts: readonly EncodedExamples[],
  vectors: Float32Array,
): Fingerprint {
  const hash = createHash('sha256').update(tokens.join('\n')).update(bytesOf(vectors));
  for (const { posts, examples } of parts) {
    hash.update(bytesOf(posts.rows)).update(bytesOf(posts.starts));
    for (const { label, soft, source } of examples) hash.update(`${label};${soft?.join() ?? ''};${source}\n`);
  }
  return { recipe: hashOfRecipe(recipe), data: hash.digest('hex') };
}

const bytesOf = (array: Float32Array | Int32Array): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
