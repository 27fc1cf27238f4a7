/** Texts as rows of a vocabulary, laid end to end: text i is rows[starts[i] … starts[i + 1]). */
export interface TextCorpus {
  /** The most frequent first; equal counts in the order of the tokens. */
  readonly words: readonly string[];
  /** How often each word occurs. */
  readonly counts: Int32Array;
  readonly rows: Int32Array;
  readonly starts: Int32Array;
}

/** Collects texts one at a time, so that none has to stay in memory as a string. */
export interface CorpusBuilder {
  /** @param prepared tokens separated by a space. */
  add(prepared: string): void;
  /** Leaves out tokens that occur fewer than `minimumCount` times; what stood beside them moves together. */
  finish(minimumCount: number): TextCorpus;
}

export function createCorpusBuilder(): CorpusBuilder {
  const ids = new Map<string, number>();
  const counts: number[] = [];
  const starts: number[] = [0];
  let rows = new Int32Array(1 << 16);
  let length = 0;

  return {
    add(prepared) {
      if (prepared === '') return;
      for (const token of prepared.split(' ')) {
        let id = ids.get(token);
        if (id === undefined) ids.set(token, (id = counts.push(0) - 1));
        counts[id] = (counts[id] ?? 0) + 1;
        if (length === rows.length) rows = grown(rows);
        rows[length++] = id;
      }
      starts.push(length);
    },
    finish(minimumCount) {
      const kept = [...ids].filter(([, id]) => (counts[id] ?? 0) >= minimumCount);
      kept.sort(([a, i], [b, j]) => (counts[j] ?? 0) - (counts[i] ?? 0) || (a < b ? -1 : 1));
      const newRow = new Int32Array(counts.length).fill(-1);
      for (const [row, [, id]] of kept.entries()) newRow[id] = row;
      let next = 0;
      const newStarts = new Int32Array(starts.length);
      for (let text = 0; text + 1 < starts.length; text++) {
        for (let i = starts[text] ?? 0; i < (starts[text + 1] ?? 0); i++) {
          const row = newRow[rows[i] as number] as number;
          if (row >= 0) rows[next++] = row; // never ahead of what is read
        }
        newStarts[text + 1] = next;
      }
      return {
        words: kept.map(([token]) => token),
        counts: Int32Array.from(kept, ([, id]) => counts[id] ?? 0),
        rows: rows.subarray(0, next),
        starts: newStarts,
      };
    },
  };
}

function grown(rows: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(rows.length * 2);
  larger.set(rows);
  return larger;
}
