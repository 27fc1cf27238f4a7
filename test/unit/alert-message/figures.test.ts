import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  counted,
  duration,
  expected,
  multipleOf,
  percent,
  percentInterval,
} from '../../../services/alert/message/figures.ts';
import { moment, momentBeside, span } from '../../../services/alert/message/moments.ts';

describe('figures of a message', () => {
  test('shares are whole per cent, with a decimal where whole ones would say nothing', () => {
    assert.deepEqual([0, 0.004, 0.042, 0.18, 0.7043, 0.9967, 1].map(percent), [
      '0 %',
      '0.4 %',
      '4.2 %',
      '18 %',
      '70 %',
      '99.7 %',
      '100 %',
    ]);
    assert.equal(percentInterval([0.6503, 0.7528]), '65–75 %');
    assert.equal(percentInterval([0.012, 0.041]), '1.2–4.1 %');
  });

  test('counts have their noun, in the singular for one', () => {
    assert.deepEqual(
      [0, 1, 1_240].map((value) => counted(value, 'mention')),
      ['0 mentions', '1 mention', '1,240 mentions'],
    );
  });

  test('expectations and multiples have a decimal while they are small', () => {
    assert.deepEqual([0.4, 9.96, 31.4].map(expected), ['0.4', '10', '31']);
    assert.deepEqual([1.44, 3.9, 42.2, 1e9].map(multipleOf), ['×1.4', '×3.9', '×42', 'over ×1,000']);
  });

  test('a duration has its two largest units', () => {
    const after = (ms: number): string =>
      duration('2026-03-14T00:00:00Z', new Date(Date.UTC(2026, 2, 14) + ms).toISOString());
    const minute = 60_000;
    assert.deepEqual(
      [0, 45, 60, 200, 1_440, 2_999].map((minutes) => after(minutes * minute)),
      ['under a minute', '45 min', '1 h', '3 h 20 min', '1 d', '2 d 1 h'],
    );
    assert.equal(duration('2026-03-14T10:00:00Z', '2026-03-14T09:00:00Z'), 'under a minute');
  });
});

describe('times of a message', () => {
  test('are in the recipient’s time zone, with its abbreviation, else its offset', () => {
    const time = '2026-07-14T09:26:00Z';
    assert.equal(moment(time, 'Europe/Berlin'), 'Tue 14 Jul 2026, 11:26 CEST');
    assert.equal(moment(time, 'America/New_York'), 'Tue 14 Jul 2026, 05:26 EDT');
    assert.equal(moment(time, 'Asia/Kolkata'), 'Tue 14 Jul 2026, 14:56 UTC+5:30');
    assert.equal(moment(time, 'UTC'), 'Tue 14 Jul 2026, 09:26 UTC');
  });

  test('are in UTC when the zone is unknown: better than no message', () => {
    assert.equal(moment('2026-07-14T09:26:00Z', 'Europe/Atlantis'), 'Tue 14 Jul 2026, 09:26 UTC');
  });

  test('leave out the date of their neighbour', () => {
    assert.equal(momentBeside('2026-03-14T09:00:00Z', '2026-03-14T10:00:00Z', 'Europe/Berlin'), '10:00 CET');
    assert.equal(
      momentBeside('2026-03-13T22:59:00Z', '2026-03-14T10:00:00Z', 'Europe/Berlin'),
      'Fri 13 Mar 2026, 23:59 CET',
    );
  });

  test('make a span, which is written in full where the day or the clocks change in it', () => {
    assert.equal(
      span('2026-03-14T08:26:00Z', '2026-03-14T09:26:00Z', 'Europe/Berlin'),
      'Sat 14 Mar 2026, 09:26–10:26 CET',
    );
    assert.equal(
      span('2026-03-29T00:30:00Z', '2026-03-29T01:30:00Z', 'Europe/Berlin'),
      'Sun 29 Mar 2026, 01:30 CET – Sun 29 Mar 2026, 03:30 CEST',
    );
  });
});
