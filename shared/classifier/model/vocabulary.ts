import { UNKNOWN_ROW } from './model.ts';

const SPACE = 32;

/** Looks tokens up by their characters, inside the space-joined string: nothing is allocated for a token or a post. */
export interface Vocabulary {
  readonly size: number;
  /**
   * Writes the rows of the first tokens of `tokens` (separated by a space) into `into` from `at` on; unknown ones
   * become row 1, or what `outside` gives them. Returns how many were written: at most `limit`.
   */
  encode(tokens: string, into: Int32Array, at: number, limit: number, outside?: OutsideRow): number;
}

/** The row of a token that the vocabulary does not have. */
export type OutsideRow = (token: string) => number;

/** An open-addressed hash table over the UTF-16 units of all tokens, laid end to end. */
export function createVocabulary(tokens: readonly string[]): Vocabulary {
  const starts = new Int32Array(tokens.length + 1);
  for (const [row, token] of tokens.entries()) starts[row + 1] = (starts[row] as number) + token.length;
  const joined = tokens.join('');
  const text = new Uint16Array(joined.length);
  for (let i = 0; i < joined.length; i++) text[i] = joined.charCodeAt(i);
  const mask = 2 ** Math.ceil(Math.log2(tokens.length * 3)) - 1;
  /** Row + 1 in each slot; 0 is a free one. */
  const slots = new Int32Array(mask + 1);
  /** The full hash of each slot: spares most comparisons. */
  const hashes = new Int32Array(mask + 1);

  const find = (source: string, begin: number, end: number, hash: number): number => {
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const row = (slots[slot] as number) - 1;
      if (row < 0) return UNKNOWN_ROW;
      if (hashes[slot] !== hash) continue;
      const start = starts[row] as number;
      if ((starts[row + 1] as number) - start !== end - begin) continue;
      let i = begin;
      while (i < end && text[start + i - begin] === source.charCodeAt(i)) i++;
      if (i === end) return row;
    }
  };

  for (const [row, token] of tokens.entries()) {
    let hash = SEED;
    for (let i = 0; i < token.length; i++) hash = mix(hash, token.charCodeAt(i));
    let slot = finish(hash) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = row + 1;
    hashes[slot] = finish(hash);
  }

  return {
    size: tokens.length,
    encode(source, into, at, limit, outside) {
      const last = at + limit;
      let next = at;
      let begin = 0;
      let hash = SEED;
      for (let i = 0; i <= source.length && next < last; i++) {
        const unit = i < source.length ? source.charCodeAt(i) : SPACE;
        if (unit !== SPACE) {
          hash = mix(hash, unit);
          continue;
        }
        if (i > begin) {
          const row = find(source, begin, i, finish(hash));
          into[next++] = row === UNKNOWN_ROW && outside ? outside(source.slice(begin, i)) : row;
        }
        begin = i + 1;
        hash = SEED;
      }
      return next - at;
    },
  };
}

// FNV-1a over UTF-16 units, with a last shift because the table uses the low bits.
const SEED = 0x811c9dc5 | 0;
const mix = (hash: number, unit: number): number => Math.imul(hash ^ unit, 0x01000193);
const finish = (hash: number): number => hash ^ (hash >>> 15);
