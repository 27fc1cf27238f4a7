import { readLines } from '../dataset/table.ts';
import { readVectors } from './vectors.ts';

/** Numbers that a lexicon adds to the vector of a token. */
export const LEXICON_NUMBERS = 4;

/**
 * Start vectors with four numbers more for each token: its valence in a sentiment lexicon, the positive and the negative
 * part of it, and ½ where it is listed; zeros elsewhere. They learn on like the others.
 * @param vectors [vocabulary, width], row-major.
 * @param path of the lexicon: `<path>.words`, and in `<path>.f32` a valence from −1 to 1 for each.
 * @returns [vocabulary, width + LEXICON_NUMBERS], row-major.
 * @throws TonewatchError INPUT_FILE_UNREADABLE
 */
export async function withLexicon(
  vectors: Float32Array,
  vocabulary: readonly string[],
  path: string,
): Promise<Float32Array> {
  const rows = new Map((await readLines(`${path}.words`)).map((word, row) => [word, row]));
  const valences = await readVectors(`${path}.f32`, rows.size, 1);
  const width = vectors.length / vocabulary.length;
  const wide = new Float32Array(vocabulary.length * (width + LEXICON_NUMBERS));
  for (const [row, token] of vocabulary.entries()) {
    const at = row * (width + LEXICON_NUMBERS);
    wide.set(vectors.subarray(row * width, (row + 1) * width), at);
    const valence = valences[rows.get(token) ?? -1];
    if (valence !== undefined) {
      wide.set([valence, Math.max(valence, 0), Math.max(-valence, 0), 0.5], at + width);
    }
  }
  return wide;
}
