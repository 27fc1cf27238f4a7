import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { CsvRecords, type CsvRecord } from '../../../services/connect/file/csv-records.ts';

const csv = { delimiter: ',', quotes: true } as const;

function read(text: string, pieceLength = text.length || 1): CsvRecord[] {
  const records = new CsvRecords(csv);
  const found: CsvRecord[] = [];
  for (let at = 0; at < text.length; at += pieceLength)
    found.push(...records.push(text.slice(at, at + pieceLength)));
  return [...found, ...records.end()];
}
const fieldsOf = (text: string) => read(text).map(({ fields }) => fields);

describe('records of separated values', () => {
  test('quoted fields hold delimiters, line breaks and doubled quotes', () => {
    assert.deepEqual(fieldsOf('1,"a, ""b""\nc",x\r\n2,,"y"\r\n'), [
      ['1', 'a, "b"\nc', 'x'],
      ['2', '', 'y'],
    ]);
  });

  test('a last line without line end is a record, an empty line is none', () => {
    assert.deepEqual(fieldsOf('a,b\n\n\r\nc,d'), [
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  test('after a broken quote exactly one line is lost', () => {
    const found = read('1,"fine"\n2,"bad" x\n3,good\n4,"never closed\n5,"good"\n6,"two\nlines"\n');
    assert.deepEqual(
      found.map(({ fields, raw, line }) => [line, fields ?? raw]),
      [
        [1, ['1', 'fine']],
        [2, '2,"bad" x'],
        [3, ['3', 'good']],
        [4, '4,"never closed'],
        [5, ['5', 'good']],
        [6, ['6', 'two\nlines']],
      ],
    );
  });

  test('a quote that is never closed does not swallow the rest of the file', () => {
    assert.deepEqual(fieldsOf('1,a\n2,"open\n3,b\n4,c\n'), [['1', 'a'], null, ['3', 'b'], ['4', 'c']]);
  });

  test('a quote inside a field that does not start with one is a character', () => {
    assert.deepEqual(fieldsOf('1,5" screen\n'), [['1', '5" screen']]);
  });

  test('tab-separated values have no quotes', () => {
    const records = new CsvRecords({ delimiter: '\t', quotes: false });
    assert.deepEqual(
      [...records.push('1\t"a\n2\tb"\n'), ...records.end()].map(({ fields }) => fields),
      [
        ['1', '"a'],
        ['2', 'b"'],
      ],
    );
  });

  const anyText = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', 'é', ' '), maxLength: 40 });

  test('reads what csv-parse reads, however the text is cut into pieces', () => {
    const field = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', 'é', '😀', ' '), maxLength: 8 });
    const table = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(
        table,
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom('\n', '\r\n'),
        (rows, length, end) => {
          const text = rows
            .map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',') + end)
            .join('');
          const expected: unknown = parse(text, { relax_column_count: true });
          assert.deepEqual(
            read(text, length).map(({ fields }) => fields),
            expected,
          );
        },
      ),
    );
  });

  test('gives the same records whatever the pieces, and loses no line', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 7 }), (text, length) => {
        const whole = read(text);
        assert.deepEqual(read(text, length), whole);
        const kept = whole.map(({ raw }) => raw.replaceAll(/[\r\n]/gu, '')).join('');
        assert.equal(kept, text.replaceAll(/[\r\n]/gu, ''));
      }),
    );
  });
});
