import assert from 'node:assert/strict';
import { test } from 'node:test';
import { monthsAhead, monthsOf } from '../../../services/sink/partitions.ts';

test('times belong to months of UTC', () => {
  const times = [
    Date.UTC(2026, 1, 28, 23, 59, 59, 999),
    Date.UTC(2026, 2, 1),
    Date.UTC(2026, 2, 31, 23, 59, 59, 999),
    Date.UTC(2026, 1, 1),
  ];
  assert.deepEqual([...monthsOf(times)], ['2026-02-01', '2026-03-01']);
});

test('only the years 2000 to 2099 have partitions by month', () => {
  const times = [
    Date.UTC(1999, 11, 31),
    Date.UTC(2000, 0, 1),
    Date.UTC(2099, 11, 31),
    Date.UTC(2100, 0, 1),
    8.7e15,
  ];
  assert.deepEqual([...monthsOf(times)], ['2000-01-01', '2099-12-01']);
});

test('months ahead run over the end of the year', () => {
  assert.deepEqual([...monthsAhead(Date.UTC(2026, 10, 30), 2)], ['2026-11-01', '2026-12-01', '2027-01-01']);
});
