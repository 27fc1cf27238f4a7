import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseTime } from '../../../services/alert/backtest/counts/time.ts';

const morning = Date.UTC(2025, 2, 14, 9, 30);

test('a time may have a zone, an offset or neither, which is UTC', () => {
  for (const text of [
    '2025-03-14T09:30:00Z',
    '2025-03-14T09:30Z',
    '2025-03-14T09:30:00.000Z',
    '2025-03-14T09:30:00.000000+00:00',
    '2025-03-14T11:30:00+02:00',
    '2025-03-14T04:00:00-0530',
    '2025-03-14T09:30:00',
    '2025-03-14 09:30:00',
    '2025-03-14 09:30:00+00:00',
  ]) {
    assert.equal(parseTime(text), morning, text);
  }
  assert.equal(parseTime('2025-03-14'), Date.UTC(2025, 2, 14));
});

test('what is no time is none, and days that no month has are none', () => {
  for (const text of [
    '',
    '14.03.2025',
    '1741944600',
    '2025-02-30T00:00:00Z',
    '2025-13-01',
    '2025-03-14T24:00:00Z',
  ])
    assert.equal(parseTime(text), null, text);
  assert.equal(parseTime('1969-12-31T23:59:59Z'), null);
});

test('every time in ISO 8601 is itself', () => {
  const noInvalidDate = { noInvalidDate: true, min: new Date(0), max: new Date('9999-12-31T23:59:59Z') };
  fc.assert(
    fc.property(fc.date(noInvalidDate), (date) =>
      assert.equal(parseTime(date.toISOString()), date.getTime()),
    ),
  );
});
