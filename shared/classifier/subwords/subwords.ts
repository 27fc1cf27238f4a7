import { z } from 'zod';
import { hash32 } from '../../text/hash.ts';

/**
 * Vectors for words that a vocabulary does not have, from their spelling: a table of `buckets` rows, and the lengths of
 * the character n-grams that are looked up in it.
 */
export const subwordsSchema = z
  .strictObject({
    buckets: z.int().min(1).max(2_000_000),
    /** At most 3, which `<a>` has: so no token is without n-grams. */
    shortest: z.int().min(1).max(3),
    longest: z.int().min(1).max(8),
  })
  .refine(({ shortest, longest }) => shortest <= longest, 'shortest must not be above longest');

export type Subwords = z.infer<typeof subwordsSchema>;

/** From so many characters on, the rest of a token is not looked at: a token of a hostile post costs no more than this. */
const MOST_CHARACTERS = 40;

/**
 * The rows of a token's character n-grams (Bojanowski et al. 2017, "Enriching word vectors with subword information"):
 * all of `shortest` to `longest` characters of `<token>`, where the brackets mark its ends, hashed into the buckets.
 * A character is a code point. At least one row; a row comes twice if two n-grams fall on it.
 */
export function subwordRows(token: string, { buckets, shortest, longest }: Subwords): Int32Array {
  const beginning = Array.from(token.slice(0, 2 * MOST_CHARACTERS)).slice(0, MOST_CHARACTERS);
  const characters = ['<', ...beginning, '>'];
  const rows: number[] = [];
  for (let start = 0; start < characters.length; start++) {
    let ngram = '';
    for (let length = 1; length <= longest && start + length <= characters.length; length++) {
      ngram += characters[start + length - 1] ?? '';
      if (length >= shortest) rows.push(hash32(ngram) % buckets);
    }
  }
  return Int32Array.from(rows);
}

/**
 * Adds the mean of some rows to a vector.
 * @param table [buckets, width], row-major.
 * @param into the vector is into[at … at + width).
 */
export function addMeanOfRows(
  table: Float32Array,
  width: number,
  rows: Int32Array,
  into: Float32Array,
  at = 0,
): void {
  const share = 1 / rows.length;
  let i = 0;
  // Four rows at a time: a quarter of the passes over the vector, and a third of the time.
  for (; i + 4 <= rows.length; i += 4) {
    const first = (rows[i] as number) * width;
    const second = (rows[i + 1] as number) * width;
    const third = (rows[i + 2] as number) * width;
    const fourth = (rows[i + 3] as number) * width;
    for (let d = 0; d < width; d++) {
      const sum =
        (table[first + d] as number) +
        (table[second + d] as number) +
        (table[third + d] as number) +
        (table[fourth + d] as number);
      into[at + d] = (into[at + d] as number) + share * sum;
    }
  }
  for (; i < rows.length; i++) {
    const from = (rows[i] as number) * width;
    for (let d = 0; d < width; d++) {
      into[at + d] = (into[at + d] as number) + share * (table[from + d] as number);
    }
  }
}

/**
 * The vector of a token that the vocabulary does not have: the mean of the rows of its n-grams.
 * @param table the weight `subwords`, [buckets, width], row-major.
 */
export function subwordVector(
  token: string,
  subwords: Subwords,
  table: Float32Array,
  width: number,
): Float32Array {
  const vector = new Float32Array(width);
  addMeanOfRows(table, width, subwordRows(token, subwords), vector);
  return vector;
}
