/** The rows of a large table that one batch reads. */
export interface UniqueRows {
  /** Rows of the table, each once, in the order in which they first come. */
  readonly unique: Int32Array;
  /** For each row that was asked for, its position in `unique`. */
  readonly ids: Int32Array;
}

/** Finds the different rows of a batch, of a table of `size` rows, in time that grows with the batch alone. */
export function createUniqueRows(size: number): (rows: Int32Array) => UniqueRows {
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

/** Rows of a table of `width` columns, one below the other. */
export function gatherRows(table: Float32Array, width: number, rows: Int32Array): Float32Array {
  const gathered = new Float32Array(rows.length * width);
  for (let i = 0; i < rows.length; i++) {
    const from = (rows[i] as number) * width;
    gathered.set(table.subarray(from, from + width), i * width);
  }
  return gathered;
}
