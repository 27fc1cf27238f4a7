import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { readCounts } from '../../../services/alert/backtest/counts/read-counts.ts';
import type { ProductCounts } from '../../../services/alert/backtest/counts/count-series.ts';

const header = 'product,time,mentions,negative';
const read = (...lines: readonly string[]): Promise<ProductCounts[]> =>
  readCounts(piecesOf(lines.join('\n')), 'counts.csv');

// eslint-disable-next-line @typescript-eslint/require-await -- what is read comes in pieces, as from a file
async function* piecesOf(text: string): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += 40) yield text.slice(at, at + 40);
}

/** The message of COUNTS_INVALID that reading ends with. */
async function problem(...lines: readonly string[]): Promise<string> {
  try {
    await read(...lines);
  } catch (error) {
    assert.ok(error instanceof TonewatchError, String(error));
    assert.equal(error.code, 'COUNTS_INVALID');
    return error.message;
  }
  return assert.fail('it was read');
}

const good = ['a,2025-03-14T00:00:00Z,4,1', 'a,2025-03-14T00:05:00Z,6,2', 'a,2025-03-14T00:10:00Z,5,0'];

describe('counts that are read', () => {
  test('are one series a product, from its first row to the end of all', async () => {
    const [a, b, ...others] = await read(header, ...good, 'b,2025-03-14T00:15:00Z,9,9');
    assert.deepEqual(others, []);
    assert.equal(a?.product, 'a');
    assert.equal(a.series.start, Date.UTC(2025, 2, 14));
    assert.equal(a.series.bucketMinutes, 5);
    assert.deepEqual([...a.series.mentions], [4, 6, 5, 0]);
    assert.deepEqual([...a.series.negative], [1, 2, 0, 0]);
    assert.equal(b?.series.start, Date.UTC(2025, 2, 14, 0, 15));
    assert.deepEqual([...b.series.mentions], [9]);
  });

  test('may be in any order, with columns in any order and further ones', async () => {
    const rows = [...good, 'b,2025-03-14T00:00:00Z,3,3', 'b,2025-03-14T00:10:00Z,1,0'];
    const straight = await read(header, ...rows);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(rows, { minLength: rows.length }), async (shuffled) => {
        const turned = shuffled.map((row) => {
          const [product, time, mentions, negative] = row.split(',');
          return `${negative},"a, note",${time},${mentions},${product}`;
        });
        assert.deepEqual(await read('negative,note,time,mentions,product', ...turned), straight);
      }),
    );
  });

  test('take a bucket that is missing for one without mentions', async () => {
    const [a] = await read(header, ...good, 'a,2025-03-14T00:25:00Z,7,7');
    assert.deepEqual([...a!.series.mentions], [4, 6, 5, 0, 0, 7]);
  });

  test('may be quoted, end their lines either way, begin with a byte order mark, and have spaces around numbers', async () => {
    const [a] = await read(
      `\uFEFFProduct , time,mentions,negative\r`,
      '"a ""1"", b",2025-03-14 00:00:00, 4 ,1\r',
      '"a ""1"", b",2025-03-14T02:05:00+02:00,6,"2"\r',
      '',
    );
    assert.equal(a?.product, 'a "1", b');
    assert.deepEqual([...a.series.mentions], [4, 6]);
  });
});

describe('counts that are wrong are refused, with the line, the field and what is expected', () => {
  const cases: Record<string, readonly [lines: readonly string[], message: RegExp]> = {
    'a column is missing': [
      ['product,time,mentions'],
      /^counts\.csv: line 1: negative: there is no such column/,
    ],
    'a column is there twice': [[`${header},time`], /line 1: time: two columns are called that/],
    'nothing is there': [[], /^counts\.csv: there are no rows; expected a header/],
    'no row is there': [[header], /there are no rows/],
    'the product is empty': [
      [header, ...good, ' ,2025-03-14T00:15:00Z,1,0'],
      /line 5: product: expected the id/,
    ],
    'the time is none': [
      [header, 'a,yesterday,1,0'],
      /line 2: time: expected ISO 8601 like .*, got "yesterday"/,
    ],
    'a count is no whole number': [
      [header, ...good, 'a,2025-03-14T00:15:00Z,1.5,0'],
      /line 5: mentions: expected a whole number, 0 or more, got "1\.5"/,
    ],
    'a count is negative': [
      [header, ...good, 'a,2025-03-14T00:15:00Z,1,-1'],
      /line 5: negative: expected a whole number, 0 or more, got "-1"/,
    ],
    'a count is empty': [[header, ...good, 'a,2025-03-14T00:15:00Z,,0'], /line 5: mentions: .*got ""/],
    'more are negative than there are': [
      [header, ...good, 'a,2025-03-14T00:15:00Z,1,2'],
      /line 5: negative: expected no more than mentions \(1\), got "2"/,
    ],
    'a row has too few fields': [
      [header, ...good, 'a,2025-03-14T00:15:00Z,1'],
      /line 5: row: expected 4 fields/,
    ],
    'a row has too many fields': [
      [header, ...good, 'a,b,2025-03-14T00:15:00Z,1,0'],
      /line 5: row: expected 4 fields.*quotes around a field with a comma/,
    ],
    'a quote is not closed': [
      [header, ...good, '"a,2025-03-14T00:15:00Z,1,0'],
      /line 5: row: a quote is not closed/,
    ],
    'a time is off the grid': [
      [header, ...good, 'a,2025-03-14T00:13:00Z,1,0'],
      /line 5: time: expected the start of a bucket of 5 minutes, as from 2025-03-14T00:00:00.000Z, got "2025-03-14T00:13:00.000Z"/,
    ],
    'a bucket is there twice': [
      [header, ...good, good[1]!],
      /line 5: product, time: "a" at 2025-03-14T00:05:00.000Z is there already, on line 3; expected one row a bucket/,
    ],
    'there is one time only': [
      [header, good[0]!, 'b,2025-03-14T00:00:00Z,1,0'],
      /the length of a bucket cannot be told/,
    ],
    'buckets are too long': [
      [header, 'a,2025-03-14,1,0', 'a,2025-03-15,1,0'],
      /1440 minutes apart; expected buckets of 1 to 60 whole minutes/,
    ],
    'buckets are too short': [
      [header, 'a,2025-03-14T00:00:00Z,1,0', 'a,2025-03-14T00:00:20Z,1,0'],
      /0\.33 minutes apart/,
    ],
    'one time is years away': [
      [
        header,
        ...good,
        'b,1970-01-01T00:00:00Z,1,0',
        ...Array.from({ length: 10 }, (_, i) => `c${i},2025-03-14T00:00:00Z,1,0`),
      ],
      /from 1970-01-01T00:00:00.000Z to .* is too much at a time/,
    ],
  };
  for (const [what, [lines, message]] of Object.entries(cases)) {
    test(what, async () => assert.match(await problem(...lines), message));
  }

  test('ten at once, by line, and how many more there are', async () => {
    const bad = Array.from({ length: 13 }, (_, i) => `a,2025-03-15T00:${String(i).padStart(2, '0')}:00Z,x,0`);
    const message = await problem(header, ...bad);
    assert.deepEqual(
      [...message.matchAll(/line (\d+): mentions/gu)].map(([, line]) => Number(line)),
      [2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
    );
    assert.match(message, /; and 3 more$/);
  });

  test('a long value is cut', async () => {
    assert.match(await problem(header, `a,${'9'.repeat(500)},1,0`), /got "9{40}…"$/);
  });
});
