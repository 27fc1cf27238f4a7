import { summed, type SummedSeries } from '../../detection/series.ts';
import { MINUTE } from '../../detection/windows.ts';
import { gridOf, type Grid } from './bucket-length.ts';
import type { CountRows } from './count-rows.ts';
import type { CountsProblems } from './problems.ts';

/** The counts of a product, and how it is called. */
export interface ProductCounts {
  readonly product: string;
  readonly series: SummedSeries;
}

/** Twenty-four bytes each: more would not fit into the memory of a small machine. */
const MOST_BUCKETS = 50_000_000;
const SHORTEST = MINUTE;
const LONGEST = 60 * MINUTE;

/**
 * Rows as series without gaps: buckets that are not there had no mentions. All series end where the last of them does, for
 * a product that is not mentioned any more is quiet, not unknown.
 *
 * @throws TonewatchError COUNTS_INVALID: buckets of another length than 1 to 60 minutes, a time off the grid, a bucket twice
 */
export function seriesOf(
  products: ReadonlyMap<string, CountRows>,
  problems: CountsProblems,
): ProductCounts[] {
  const all = [...products].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [, rows] of all) rows.sort();
  const grid = gridOf(all.map(([, rows]) => rows));
  if (!grid) problems.fail('every product has rows of one time only: the length of a bucket cannot be told');
  const { length } = grid;
  if (length < SHORTEST || length > LONGEST || length % MINUTE !== 0) {
    const found = `${Number((length / MINUTE).toFixed(2))} minutes`;
    problems.fail(
      `time: the rows of a product are ${found} apart; expected buckets of 1 to 60 whole minutes`,
    );
  }
  for (const [product, rows] of all) check(product, rows, grid, problems);
  problems.throwIfAny();
  const first = Math.min(...all.map(([, rows]) => rows.time(0)));
  const end = Math.max(...all.map(([, rows]) => rows.time(rows.size - 1))) + length;
  if (((end - first) / length) * all.length > MOST_BUCKETS) {
    const [from, to] = [first, end].map((time) => new Date(time).toISOString());
    problems.fail(`time: from ${from ?? ''} to ${to ?? ''} is too much at a time; is one of them wrong?`);
  }
  return all.map(([product, rows]) => ({ product, series: filled(rows, grid, end) }));
}

function check(product: string, rows: CountRows, { length, origin }: Grid, problems: CountsProblems): void {
  for (let row = 0; row < rows.size; row += 1) {
    const time = rows.time(row);
    if ((time - origin) % length !== 0) {
      const grid = `${length / MINUTE} minutes, as from ${new Date(origin).toISOString()}`;
      problems.add(
        rows.line(row),
        'time',
        `expected the start of a bucket of ${grid}`,
        new Date(time).toISOString(),
      );
    }
    if (row > 0 && time === rows.time(row - 1)) {
      const earlier = `${JSON.stringify(product)} at ${new Date(time).toISOString()} is there already, on line ${rows.line(row - 1)}`;
      problems.add(rows.line(row), 'product, time', `${earlier}; expected one row a bucket: add them up`);
    }
  }
}

function filled(rows: CountRows, { length }: Grid, end: number): SummedSeries {
  const start = rows.time(0);
  const buckets = (end - start) / length;
  const mentions = new Uint32Array(buckets);
  const negative = new Uint32Array(buckets);
  for (let row = 0; row < rows.size; row += 1) {
    const bucket = (rows.time(row) - start) / length;
    mentions[bucket] = rows.mentions(row);
    negative[bucket] = rows.negative(row);
  }
  return summed({ start, bucketMinutes: length / MINUTE, mentions, scored: mentions, negative });
}
