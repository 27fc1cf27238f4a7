import { type Model, weightValues } from '../model/model.ts';
import type { OutsideRow } from '../model/vocabulary.ts';
import { subwordVector } from '../subwords/subwords.ts';

/** Tokens outside the vocabulary that are remembered at a time. */
const REMEMBERED = 8192;

/** Rows behind the vocabulary for tokens outside it, where a model can make vectors for them. */
export interface OutsideRows {
  /** How many there are; none where tokens outside have the vector of `<unk>`. */
  readonly count: number;
  readonly rowOf: OutsideRow | undefined;
  /** To be called before `tokens` tokens are read: all rows that they get stay theirs until the next call. */
  makeRoom(tokens: number): void;
}

/**
 * Remembers in two generations, which is nearly what was used last: when one has half of the rows, the one before it,
 * tokens that were not seen meanwhile, loses its own.
 * @param most tokens at most that makeRoom is called for.
 * @param fold is given a row and its vector when a token first gets it; a row can go from one token to another.
 */
export function createOutsideRows(
  model: Model,
  most: number,
  fold: (row: number, vector: Float32Array) => void,
): OutsideRows {
  const { subwords } = model.manifest;
  if (!subwords) return { count: 0, rowOf: undefined, makeRoom: () => undefined };
  const table = weightValues(model, 'subwords');
  const width = table.length / subwords.buckets;
  const first = model.vocabulary.length;
  const count = Math.max(REMEMBERED, 2 * most);
  let young = new Map<string, number>();
  let old = new Map<string, number>();
  const free = Array.from({ length: count }, (_, i) => first + i);
  return {
    count,
    rowOf(token) {
      const known = young.get(token);
      if (known !== undefined) return known;
      const before = old.get(token);
      if (before !== undefined) {
        old.delete(token);
        young.set(token, before);
        return before;
      }
      const row = free.pop() as number; // makeRoom has seen to it
      young.set(token, row);
      fold(row, subwordVector(token, subwords, table, width));
      return row;
    },
    makeRoom(tokens) {
      if (young.size + tokens <= count / 2) return;
      for (const row of old.values()) free.push(row);
      old = young;
      young = new Map();
    },
  };
}
