import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { HOUR, MINUTE, type WindowIndex } from '../../../services/alert/detection/windows.ts';
import { noon } from './baselines.ts';
import { bad, between, calm, finding, opened, resolved, type Seen } from './observations.ts';

/** As usual in some windows only. */
const calmIn = (...windows: WindowIndex[]): Seen => ({ calm: (window) => windows.includes(window) });

describe('an open incident', () => {
  test('resolves after an hour of calm', () => {
    const told = resolved();
    assert.deepEqual(told.events, [
      [1, 'opened'],
      [70, 'resolved'],
    ]);
    assert.equal(told.incident.calmSince, noon + 10 * MINUTE);
    assert.equal(told.incident.resolvedAt, noon + 10 * MINUTE + HOUR);
  });

  test('starts the hour anew when the calm is broken', () => {
    const told = opened().each(2, 61, calm).each(61, 62, between).each(62, 200, calm);
    assert.deepEqual(told.events.at(-1), [122, 'resolved']);
  });

  test('stays open while it is neither abnormal nor calm', () => {
    assert.deepEqual(opened().each(2, 3_000, between).events, [[1, 'opened']]);
  });

  test('is calm when the window is that decides it, whatever the others are', () => {
    const sixHours = { found: [finding({ window: 2 })] };
    assert.equal(opened(sixHours).each(2, 100, calmIn(2)).events.length, 2);
    assert.equal(opened(sixHours).each(2, 100, calmIn(0, 1, 3)).events.length, 1);
    assert.equal(opened(bad).each(2, 100, calmIn(1)).events.length, 2);
  });

  test('is judged by a shorter window once that shows it too', () => {
    const told = opened({ found: [finding({ window: 3 })] });
    assert.equal(told.incident.calmWindow, 3);
    told.at(2, { found: [finding({ window: 2 })] });
    assert.equal(told.incident.calmWindow, 2);
    told.at(3, { found: [finding({ window: 3 })] });
    assert.equal(told.incident.calmWindow, 2);
  });

  test('resolves although a longer window still remembers it', () => {
    const told = opened().each(2, 200, { found: [finding({ window: 3 })], calm: (window) => window === 1 });
    assert.deepEqual(told.events, [
      [1, 'opened'],
      [62, 'resolved'],
    ]);
  });

  test('that could do both resolves, and does not escalate', () => {
    const told = opened().each(2, 32, calm);
    told.each(32, 61, calm);
    assert.equal(told.at(62, { found: [finding({ severity: 'critical' })], calm: true }), 'resolved');
  });
});

test('what is over stays over while all is as usual', () => {
  const told = resolved();
  const { incident } = told;
  told.each(71, 3_000, calm).each(3_000, 4_000, between);
  assert.equal(told.events.length, 2);
  assert.equal(told.incident, incident);
});
