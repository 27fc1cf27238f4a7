import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { parseTime } from '#shared/feed/posted-at.ts';

describe('times as feeds write them', () => {
  const noon = Date.UTC(2017, 9, 31, 12);
  const cases: [written: unknown, expected: number | undefined][] = [
    ['2017-10-31T12:00:00Z', noon],
    ['2017-10-31T12:00:00', noon],
    ['2017-10-31 12:00', noon],
    ['2017-10-31', Date.UTC(2017, 9, 31)],
    ['2017-10-31T12:00:00.250Z', noon + 250],
    ['2017-10-31T12:00:00.123456Z', noon + 123],
    ['2017-10-31 04:00:00 -0800', noon],
    ['2017-10-31T13:30:00+01:30', noon],
    ['2017-10-31T14:00:00+02', noon],
    ['2017-10-31 12:00:00 UTC', noon],
    ['Tue Oct 31 12:00:00 +0000 2017', noon],
    ['Tue Oct 31 05:00:00 -0700 2017', noon],
    ['Tue Oct 31 05:00:00 PDT 2017', noon],
    ['Tue Oct 31 12:00:00 UTC 2017', noon],
    ['Tue Oct 31 12:00:00 XYZ 2017', undefined],
    [noon, noon],
    [noon / 1000, noon],
    [noon / 1000 + 0.5, noon + 500],
    [String(noon), noon],
    [` ${noon / 1000} `, noon],
    ['2017-02-30T00:00:00Z', undefined],
    ['2017-10-31T25:00:00Z', undefined],
    ['2017-13-01', undefined],
    ['Tue Foo 31 12:00:00 +0000 2017', undefined],
    ['31.10.2017', undefined],
    ['yesterday', undefined],
    ['', undefined],
    [Number.NaN, undefined],
    [true, undefined],
    [null, undefined],
  ];
  for (const [written, expected] of cases) {
    test(JSON.stringify(written), () => assert.equal(parseTime(written), expected));
  }
});

test('every ISO time that JavaScript writes is read as what it is', () => {
  const dates = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
  fc.assert(fc.property(dates, (date) => assert.equal(parseTime(date.toISOString()), date.getTime())));
});
