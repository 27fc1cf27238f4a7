import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { BrokenRecord, CsvRecords } from '../../../services/alert/backtest/counts/csv-records.ts';

function split(pieces: readonly string[]): { fields: string[]; line: number }[] {
  const found: { fields: string[]; line: number }[] = [];
  const records = new CsvRecords((fields, line) => found.push({ fields: [...fields], line }));
  for (const piece of pieces) records.push(piece);
  records.end();
  return found;
}

describe('records of a CSV', () => {
  test('are those of csv-parse, however the text is cut into pieces', () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 6 }),
      fc.constantFrom('a"b', 'x,y', 'two\nlines', 'two\r\nlines', '7'),
    );
    const written = (text: string): string =>
      /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 8 });
    fc.assert(
      fc.property(rows, fc.constantFrom('\n', '\r\n'), fc.array(fc.nat(20)), (table, end, cuts) => {
        const text = table.map((row) => row.map(written).join(',') + end).join('');
        const pieces: string[] = [];
        let rest = text;
        for (const cut of cuts) {
          pieces.push(rest.slice(0, cut));
          rest = rest.slice(cut);
        }
        const expected = parse(text, { relaxColumnCount: true, skipEmptyLines: true, recordDelimiter: end });
        assert.deepEqual(
          split([...pieces, rest]).map(({ fields }) => fields),
          expected,
        );
      }),
    );
  });

  test('know the line that they begin on, from 1; empty lines count as lines and are no records', () => {
    assert.deepEqual(split(['a,b\n\n"x\ny",1\r\n2,3']), [
      { fields: ['a', 'b'], line: 1 },
      { fields: ['x\ny', '1'], line: 3 },
      { fields: ['2', '3'], line: 5 },
    ]);
  });

  test('do not begin with a byte order mark', () => {
    assert.deepEqual(split(['\uFEFFa\n'])[0]?.fields, ['a']);
  });

  for (const [what, text] of Object.entries({
    'a quote that is not closed': 'a,b\n1,2\n"3,4\n5,6\n',
    'a quote inside a field': 'a,b\n1,2\n3"x",4\n5,6\n',
  })) {
    test(`with ${what} are broken, and it is known where`, () => {
      assert.throws(
        () => split([text]),
        (error) => error instanceof BrokenRecord && error.line === 3,
      );
    });
  }
});
