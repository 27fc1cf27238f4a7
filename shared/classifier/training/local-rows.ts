/** The part of a large table that one batch reads. */
export interface LocalRows {
  /** Rows of the table, each once. */
  readonly unique: Int32Array;
  /** For each row that was asked for, its position in `unique`. */
  readonly ids: Int32Array;
  /** The values of `unique`, row-major. */
  readonly gathered: Float32Array;
}

/** Gathers rows of a table of `width` columns, each once. Takes time in the size of the batch, not of the table. */
export function createLocalRows(table: Float32Array, width: number): (rows: Int32Array) => LocalRows {
  /** Position + 1 of each row in `unique`; all 0 between calls. */
  const positions = new Int32Array(table.length / width);
  return (rows) => {
    const ids = new Int32Array(rows.length);
    const found = new Int32Array(rows.length);
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
    const gathered = new Float32Array(count * width);
    for (const [i, row] of unique.entries()) {
      positions[row] = 0;
      gathered.set(table.subarray(row * width, (row + 1) * width), i * width);
    }
    return { unique, ids, gathered };
  };
}
