/** The rows of a large table that one batch reads. */
export interface LocalRows {
  /** Rows of the table, each once, in the order in which they first come. */
  readonly unique: Int32Array;
  /** For each row that was asked for, its position in `unique`. */
  readonly ids: Int32Array;
}

/** Finds the different rows of a batch, of a table of `size` rows, in time that grows with the batch alone. */
export function createLocalRows(size: number): (rows: Int32Array) => LocalRows {
  /** Position + 1 of each row in `unique`; all 0 between calls. */
  const positions = new Int32Array(size);
  return (rows) => {
    const ids = new Int32Array(rows.length);
    const found = new Int32Array(Math.min(rows.length, size));
    let count = 0;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number;
      if (positions[row] === 0) {
        found[count] = row;
        positions[row] = ++count;
      }
      ids[i] = (positions[row] as number) - 1;
    }
    const unique = found.slice(0, count);
    for (const row of unique) positions[row] = 0;
    return { unique, ids };
  };
}
