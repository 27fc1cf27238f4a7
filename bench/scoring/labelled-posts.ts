import { readLabelledTexts } from '#shared/classifier/dataset/labelled-texts.ts';
import { createRandom } from '#shared/classifier/training/random.ts';
import { decodeEscapes } from '#shared/text/decoding.ts';

export interface LabelledPosts {
  readonly file: string;
  readonly texts: readonly string[];
  /** Positions in `labels`. */
  readonly truth: readonly number[];
}

/**
 * Labelled posts of each file. Escapes like `\u2019`, which only the published files have, are decoded: no contender
 * is to spend time on them, or to stumble.
 */
export const readLabelledPosts = (files: readonly string[]): Promise<LabelledPosts[]> =>
  Promise.all(
    files.map(async (file) => {
      const { rows } = await readLabelledTexts(file);
      return {
        file,
        texts: rows.map(({ text }) => decodeEscapes(text)),
        truth: rows.map(({ label }) => label),
      };
    }),
  );

/** All texts in one random order, always the same: any stretch of them is a fair sample. */
export function shuffledTexts(posts: readonly LabelledPosts[]): string[] {
  const texts = posts.flatMap((each) => each.texts);
  const order = Int32Array.from(texts, (_, i) => i);
  createRandom(1).shuffle(order);
  return Array.from(order, (i) => texts[i] ?? '');
}
