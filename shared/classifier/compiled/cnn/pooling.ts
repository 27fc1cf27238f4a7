import type { Pooled } from '../../evidence/cnn.ts';
import { PAD_ROW } from '../../model/model.ts';
import type { CnnModel } from './cnn-model.ts';
import { createFoldedTable, entriesPerToken } from './folded-table.ts';
import { BLOCK_BYTES, compileKernel } from './pooling-kernel.ts';
import { createOutsideRows, type OutsideRows } from '../outside-rows.ts';
import { kernelMemory } from '../wasm/memory.ts';

/** Convolution, ReLU and maximum over all positions, of one post at a time. */
export interface Pooling {
  /** What one is in the maxima. */
  readonly scale: number;
  /** Numbers from one width's maxima to the next one's: the filters, padded with zeros. */
  readonly stride: number;
  /** Address of the first position, as winners have it. */
  readonly origin: number;
  /**
   * From embedding rows (the first `count` of `rows`) to the maxima of each width and the windows that they come from (0
   * for none, or one of pads alone); the next call overwrites them.
   */
  pool(rows: Int32Array, count: number): Pooled<Int32Array>;
  /** Rows of tokens outside the vocabulary; make room before the rows of each post are looked up. */
  readonly outside: OutsideRows;
  /** Bytes of the folded table in use. */
  tableBytes(): number;
  mostTableBytes(): number;
}

export function createPooling(model: CnnModel): Pooling {
  const { architecture, maxTokens } = model.manifest;
  const { widths, filters } = architecture;
  const widest = widths.at(-1) ?? 1;
  const lead = widest - 1;
  const strideBytes = Math.ceil((filters * 4) / BLOCK_BYTES) * BLOCK_BYTES;
  const stride = strideBytes / 4;

  // The kernel's memory: maxima, winners, where each position's token has its entries, the entries.
  const positions = lead + maxTokens + widest;
  const winnersAt = widths.length * strideBytes;
  const startsAt = 2 * winnersAt;
  const entriesAt = startsAt + Math.ceil((positions * 4) / BLOCK_BYTES) * BLOCK_BYTES;
  const outside = createOutsideRows(model, maxTokens, (row, vector) => table.put(row, vector));
  const entryCount = (model.vocabulary.length + outside.count) * entriesPerToken(architecture, stride);
  const memory = kernelMemory(entriesAt + entryCount * 4);
  const kernel = compileKernel(memory);
  const maxima = new Int32Array(memory.buffer, 0, widths.length * stride);
  const winners = new Int32Array(memory.buffer, winnersAt, widths.length * stride);
  const pooled = { maxima, winners };
  const starts = new Int32Array(memory.buffer, startsAt, positions);
  const table = createFoldedTable(model, stride, new Int32Array(memory.buffer, entriesAt, entryCount));
  const bases = widths.map((_, i) => widths.slice(0, i).reduce((sum, width) => sum + width * strideBytes, 0));

  const addressOf = (row: number): number => entriesAt + table.locate(row) * 4;
  /** Takes the windows of one width that begin at the positions from `first` to before `end` into its maxima. */
  const take = (i: number, first: number, end: number): void => {
    const width = widths[i] as number;
    const base = bases[i] as number;
    kernel.pool(
      startsAt + first * 4,
      startsAt + end * 4,
      width * 4,
      base,
      strideBytes,
      i * strideBytes,
      winnersAt + i * strideBytes,
    );
  };

  const pad = addressOf(PAD_ROW);
  starts.fill(pad);
  // What every post begins with: 0, which is the ReLU, or the window of nothing but pads where that is more.
  for (let i = 0; i < widths.length; i++) take(i, 0, 1);
  const begin = maxima.slice();

  return {
    scale: table.scale,
    stride,
    origin: startsAt,
    outside,
    pool(rows, count) {
      for (let i = 0; i < count; i++) starts[lead + i] = addressOf(rows[i] as number);
      starts.fill(pad, lead + count, lead + count + widest);
      maxima.set(begin);
      winners.fill(0);
      // The windows that have a token in them.
      for (let i = 0; i < widths.length; i++) {
        const first = widest - (widths[i] as number);
        if (first < lead + count) take(i, first, lead + count);
      }
      return pooled;
    },
    tableBytes: table.bytesUsed,
    mostTableBytes: () => entryCount * 4,
  };
}
