import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { minuteOfDay, nextLocalTime, startOfLocalDay } from '../../../services/alert/outbox/local-time.ts';

const HOUR = 3_600_000;
const iso = (at: number): string => new Date(at).toISOString().replace(':00.000Z', 'Z');
const at = (time: string): number => Date.parse(time);

/** Zones of whole, half and quarter hours, of summer time by half an hour, at midnight, and south of the equator. */
const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Santiago',
  'America/St_Johns',
  'Asia/Beirut',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Pacific/Chatham',
];
const zone = fc.constantFrom(...zones);
const moment = fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2035, 0) });
/** Hours around the days on which most clocks change. */
const nearChange = fc
  .tuple(fc.constantFrom(...changes()), fc.integer({ min: -30 * HOUR, max: 30 * HOUR }))
  .map(([change, away]) => change + away);
const anyMoment = fc.oneof(moment, nearChange);

function changes(): number[] {
  return zones.flatMap((timeZone) => {
    const found: number[] = [];
    for (let day = Date.UTC(2026, 0); day < Date.UTC(2027, 0); day += 24 * HOUR) {
      if (minuteOfDay(day, timeZone) !== minuteOfDay(day + 24 * HOUR, timeZone)) found.push(day);
    }
    return found;
  });
}

/** The clock and the calendar once more, by another way than the code under test. */
const shown = (time: number, timeZone: string): { date: string; minute: number } => {
  const [date = '', clock = ''] = new Date(time).toLocaleString('sv-SE', { timeZone }).split(' ');
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return { date, minute: hours * 60 + minutes };
};

describe('the clock of a recipient', () => {
  test('shows minutes since midnight', () => {
    assert.equal(minuteOfDay(at('2026-01-15T12:34:56Z'), 'UTC'), 12 * 60 + 34);
    assert.equal(minuteOfDay(at('2026-01-15T12:34:56Z'), 'Europe/Berlin'), 13 * 60 + 34);
    assert.equal(minuteOfDay(at('2026-07-15T12:34:56Z'), 'Europe/Berlin'), 14 * 60 + 34);
    assert.equal(minuteOfDay(at('2026-01-15T18:30:00Z'), 'Asia/Kathmandu'), 15);
  });

  test('of a zone that is unknown is that of UTC', () => {
    assert.equal(minuteOfDay(at('2026-01-15T12:34Z'), 'Mars/Olympus'), 12 * 60 + 34);
  });

  test('shows what everybody else sees', () => {
    fc.assert(
      fc.property(anyMoment, zone, (time, timeZone) => {
        assert.equal(minuteOfDay(time, timeZone), shown(time, timeZone).minute);
      }),
    );
  });
});

describe('a day of a recipient', () => {
  test('has 23 or 25 hours when clocks change', () => {
    assert.equal(iso(startOfLocalDay(at('2026-03-29T12:00Z'), 'Europe/Berlin')), '2026-03-28T23:00Z');
    assert.equal(iso(startOfLocalDay(at('2026-03-30T12:00Z'), 'Europe/Berlin')), '2026-03-29T22:00Z');
    assert.equal(iso(startOfLocalDay(at('2026-10-25T22:59Z'), 'Europe/Berlin')), '2026-10-24T22:00Z');
    assert.equal(iso(startOfLocalDay(at('2026-10-25T23:00Z'), 'Europe/Berlin')), '2026-10-25T23:00Z');
  });

  test('begins at one o’clock where the clock leaps over midnight', () => {
    assert.equal(iso(startOfLocalDay(at('2026-03-29T12:00Z'), 'Asia/Beirut')), '2026-03-28T22:00Z');
    assert.equal(minuteOfDay(at('2026-03-28T22:00Z'), 'Asia/Beirut'), 60);
  });

  test('began at the last moment before which the calendar showed another date', () => {
    fc.assert(
      fc.property(anyMoment, zone, (time, timeZone) => {
        const start = startOfLocalDay(time, timeZone);
        assert.ok(start <= time && time - start < 26 * HOUR);
        assert.equal(shown(start, timeZone).date, shown(time, timeZone).date);
        assert.notEqual(shown(start - 1, timeZone).date, shown(time, timeZone).date);
      }),
    );
  });
});

describe('the next time that the clock shows nine', () => {
  const nine = (time: string, timeZone: string): string => iso(nextLocalTime(at(time), 9 * 60, timeZone));

  test('is today or tomorrow, never now', () => {
    assert.equal(nine('2026-01-15T07:59Z', 'Europe/Berlin'), '2026-01-15T08:00Z');
    assert.equal(nine('2026-01-15T08:00Z', 'Europe/Berlin'), '2026-01-16T08:00Z');
    assert.equal(nine('2026-03-28T09:00Z', 'Europe/Berlin'), '2026-03-29T07:00Z');
    assert.equal(nine('2026-12-31T23:30Z', 'Asia/Kathmandu'), '2027-01-01T03:15Z');
  });

  test('is the leap where the clock leaps over it', () => {
    assert.equal(iso(nextLocalTime(at('2026-03-29T00:00Z'), 150, 'Europe/Berlin')), '2026-03-29T01:00Z');
  });

  test('comes twice where the clock is put back over it', () => {
    const first = nextLocalTime(at('2026-10-24T22:00Z'), 150, 'Europe/Berlin');
    const second = nextLocalTime(first, 150, 'Europe/Berlin');
    assert.deepEqual([first, second, nextLocalTime(second, 150, 'Europe/Berlin')].map(iso), [
      '2026-10-25T00:30Z',
      '2026-10-25T01:30Z',
      '2026-10-26T01:30Z',
    ]);
  });

  test('is when it first shows it, or more where it leaps, at any minute of any day', () => {
    const minutes = fc.integer({ min: 0, max: 1_439 });
    fc.assert(
      fc.property(anyMoment, minutes, zone, (after, wanted, timeZone) => {
        const next = nextLocalTime(after, wanted, timeZone);
        assert.ok(next > after && next - after <= 25 * HOUR);
        const leapt = shown(next, timeZone).minute - wanted;
        if (leapt !== 0) {
          // It never showed it: one moment before was before, and the leap is of an hour at most.
          assert.ok(leapt > 0 && leapt <= 60, `${leapt} min`);
          assert.notEqual((shown(next - 1, timeZone).minute + 1) % 1_440, shown(next, timeZone).minute);
        }
        for (let time = Math.ceil((after + 1) / 60_000) * 60_000; time < next; time += 60_000) {
          assert.notEqual(minuteOfDay(time, timeZone), wanted, iso(time));
        }
      }),
      { numRuns: 60 },
    );
  });
});
