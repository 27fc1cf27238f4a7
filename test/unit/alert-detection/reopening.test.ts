import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { MINUTE } from '../../../services/alert/detection/windows.ts';
import { noon } from './baselines.ts';
import { bad, between, calm, finding, resolved, type Seen } from './observations.ts';

/** The calm began at minute 10, and was an hour long at minute 70. */
const SIX_HOURS = 70 + 360;
const after = (minute: number, seen: Seen = bad): ReturnType<typeof resolved> =>
  resolved()
    .each(71, minute, calm)
    .each(minute, minute + 2, seen);

describe('within six hours', () => {
  test('the same incident opens again, at the second evaluation in a row', () => {
    const told = after(100);
    assert.deepEqual(told.events.slice(2), [[101, 'reopened']]);
    const { pendingAt, openedAt, resolvedAt, reopened, toldAt, calmSince } = told.incident;
    assert.deepEqual([pendingAt, openedAt], [noon, noon + MINUTE]);
    assert.deepEqual([resolvedAt, calmSince, reopened], [null, null, 1]);
    assert.equal(toldAt, noon + 101 * MINUTE);
  });

  test('one evaluation is nothing', () => {
    const told = resolved().each(100, 101, bad).each(101, 102, between).each(102, 103, bad);
    assert.equal(told.events.length, 2);
  });

  test('it is no incident of windows that began before the calm did: what it was made of is not evidence again', () => {
    // An hour of calm is what it took: the window of an hour begins after the calm did.
    assert.deepEqual(after(71).events.at(-1), [72, 'reopened']);
    const sixHours = { found: [finding({ window: 2 })] };
    assert.equal(resolved().each(71, 370, sixHours).events.length, 2);
    // The window of six hours begins with the calm at minute 370.
    assert.deepEqual(resolved().each(71, 400, sixHours).events.at(-1), [371, 'reopened']);
    const day = { found: [finding({ window: 3 })] };
    assert.equal(resolved().each(71, SIX_HOURS + 1, day).events.length, 2);
  });

  test('it may open and resolve any number of times', () => {
    const told = after(100).each(102, 170, calm).each(300, 302, bad).each(302, 400, calm);
    assert.deepEqual(
      told.events.map(([, event]) => event),
      ['opened', 'resolved', 'reopened', 'resolved', 'reopened', 'resolved'],
    );
    assert.equal(told.incident.reopened, 2);
  });

  test('it keeps its opening and its worst, and is told anew', () => {
    const serious = finding({ severity: 'serious' });
    const told = resolved({ found: [serious] }).each(100, 102, bad);
    assert.equal(told.incident.opening, serious);
    assert.equal(told.incident.peak, serious);
    assert.equal(told.incident.told.severity, 'warning');
  });

  test('is up to the minute', () => {
    assert.deepEqual(after(SIX_HOURS - 1).events.at(-1), [SIX_HOURS, 'reopened']);
    assert.deepEqual(after(SIX_HOURS).events.at(-1), [SIX_HOURS + 1, 'opened']);
  });
});

describe('after six hours', () => {
  test('it is a new incident', () => {
    const told = after(500);
    assert.deepEqual(told.events.at(-1), [501, 'opened']);
    const { pendingAt, openedAt, reopened } = told.incident;
    assert.deepEqual([pendingAt, openedAt, reopened], [noon + 500 * MINUTE, noon + 501 * MINUTE, 0]);
  });

  test('what the last one was made of is still no evidence: not before a day of calm for the window of a day', () => {
    const day = { found: [finding({ window: 3 })] };
    assert.deepEqual(resolved().each(71, 2_000, day).events.at(-1), [10 + 1_440 + 1, 'opened']);
  });
});
