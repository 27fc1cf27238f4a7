import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseLength, parseSince } from '../../../services/alert/settings/clock-options.ts';
import { quietHours, quietText } from '../../../services/alert/settings/quiet-hours.ts';
import { isTimeZone } from '../../../services/alert/settings/time-zone.ts';

const HOUR = 3_600_000;

test('lengths of time are written with w, d, h and m, the largest first', () => {
  const lengths = { '2h': 2, '90m': 1.5, '1d12h': 36, '2w': 336, '1w1d1h30m': 193.5 };
  for (const [text, hours] of Object.entries(lengths)) assert.equal(parseLength(text), hours * HOUR, text);
  for (const text of ['', '0h', '2', 'h', '-2h', '2h1d', '1.5h', '2 h', '99999h'])
    assert.equal(parseLength(text), null, text);
});

test('a moment is a time or a length before now', () => {
  const now = Date.UTC(2026, 2, 1, 12);
  assert.equal(parseSince('24h', now), now - 24 * HOUR);
  assert.equal(parseSince('2026-03-01T12:00Z', 0), now);
  assert.equal(parseSince('2026-03-01', 0), now - 12 * HOUR);
  assert.equal(parseSince('yesterday', now), null);
});

test('quiet hours are two different times of the day, and are written as they were read', () => {
  assert.deepEqual(quietHours.parse('22:00-07:05'), { from: 22 * 60, until: 7 * 60 + 5 });
  assert.deepEqual(quietHours.parse('00:00-23:59'), { from: 0, until: 1_439 });
  assert.equal(quietText(22 * 60, 7 * 60 + 5), '22:00-07:05');
  for (const text of ['22-7', '24:00-07:00', '22:60-07:00', '07:00-07:00', '7:00-8:00', ''])
    assert.equal(quietHours.safeParse(text).success, false, text);
});

test('a time zone is one that this machine knows by name; an offset is none', () => {
  for (const name of ['Europe/Berlin', 'America/Argentina/Buenos_Aires', 'UTC', 'Etc/GMT+5', 'asia/kolkata'])
    assert.ok(isTimeZone(name), name);
  for (const name of ['Europe/Berln', '+01:00', '', 'nowhere', '-0800']) assert.ok(!isTimeZone(name), name);
});
