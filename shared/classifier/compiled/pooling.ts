import { PAD_ROW } from '../model/model.ts';
import type { CnnArchitecture } from '../model/manifest.ts';
import type { FoldedTable } from './folded-table.ts';

/* eslint-disable @typescript-eslint/no-non-null-assertion -- indices are in range by construction */

/**
 * Convolution, ReLU and maximum over all positions of one post: from rows of the embedding (the first `count` of `rows`)
 * to `widths × filters` maxima, fixed-point at the table's scale. The answer is overwritten by the next call.
 */
export type Pooling = (rows: Int32Array, count: number) => Int32Array;

export function createPooling(
  { widths, filters }: CnnArchitecture,
  maxTokens: number,
  table: FoldedTable,
): Pooling {
  const { entries, scratch } = table;
  const widest = widths.at(-1) ?? 1;
  const lead = widest - 1;
  const padStart = table.locate(PAD_ROW);
  const starts = new Int32Array(lead + maxTokens + widest).fill(padStart);
  const maxima = new Int32Array(widths.length * filters);
  const bases = widths.map((_, i) => widths.slice(0, i).reduce((sum, width) => sum + width, 0) * filters);

  const take = (width: number, i: number, first: number, end: number): void => {
    poolWindows(entries, scratch, starts, first, end, width, bases[i]!, maxima, i * filters, filters);
  };
  // What every post begins with: 0, which is the ReLU, or the window of nothing but pads where that is more.
  widths.forEach((width, i) => take(width, i, 0, 1));
  const begin = maxima.slice();

  return (rows, count) => {
    for (let i = 0; i < count; i++) starts[lead + i] = table.locate(rows[i]!);
    starts.fill(padStart, lead + count, lead + count + widest);
    maxima.set(begin);
    // Windows that have at least one token in them.
    for (let i = 0; i < widths.length; i++) take(widths[i]!, i, widest - widths[i]!, lead + count);
    return maxima;
  };
}

/**
 * Takes the windows of one width from position `first` to before `end` of `starts` (where the entries of each position's
 * token begin) into the maxima; `base` is where in a token's entries those of this width begin.
 */
function poolWindows(
  entries: Int32Array,
  scratch: number,
  starts: Int32Array,
  first: number,
  end: number,
  width: number,
  base: number,
  maxima: Int32Array,
  at: number,
  filters: number,
): void {
  for (let p = first; p < end; p++) {
    const a = starts[p]! + base;
    if (width === 1) {
      poolOne(entries, a, maxima, at, filters);
    } else if (width === 2) {
      poolTwo(entries, a, starts[p + 1]! + base + filters, maxima, at, filters);
    } else {
      // All but the last two are added up first; with width 3 that is one, and nothing to add.
      let sum = a;
      let o = 1;
      for (; o < width - 2; o++, sum = scratch) {
        addTwo(entries, sum, starts[p + o]! + base + o * filters, scratch, filters);
      }
      const b = starts[p + o]! + base + o * filters;
      const c = starts[p + o + 1]! + base + (o + 1) * filters;
      poolThree(entries, sum, b, c, maxima, at, filters);
    }
  }
}

// The inner loops. The maximum of x and y is x − ((x − y) & ((x − y) >> 31)): no branch to mispredict, twice as fast.

function poolOne(entries: Int32Array, a: number, maxima: Int32Array, at: number, filters: number): void {
  for (let f = 0; f < filters; f++) {
    const most = maxima[at + f]!;
    const less = (most - entries[a + f]!) | 0;
    maxima[at + f] = (most - (less & (less >> 31))) | 0;
  }
}

function poolTwo(
  entries: Int32Array,
  a: number,
  b: number,
  maxima: Int32Array,
  at: number,
  filters: number,
): void {
  for (let f = 0; f < filters; f++) {
    const sum = (entries[a + f]! + entries[b + f]!) | 0;
    const most = maxima[at + f]!;
    const less = (most - sum) | 0;
    maxima[at + f] = (most - (less & (less >> 31))) | 0;
  }
}

function poolThree(
  entries: Int32Array,
  a: number,
  b: number,
  c: number,
  maxima: Int32Array,
  at: number,
  filters: number,
): void {
  for (let f = 0; f < filters; f++) {
    const sum = (entries[a + f]! + entries[b + f]! + entries[c + f]!) | 0;
    const most = maxima[at + f]!;
    const less = (most - sum) | 0;
    maxima[at + f] = (most - (less & (less >> 31))) | 0;
  }
}

function addTwo(entries: Int32Array, a: number, b: number, into: number, filters: number): void {
  for (let f = 0; f < filters; f++) entries[into + f] = (entries[a + f]! + entries[b + f]!) | 0;
}
