import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { quiet, step, type Life } from '../../../services/alert/detection/lifecycle.ts';
import { HOUR, MINUTE, type WindowIndex } from '../../../services/alert/detection/windows.ts';
import {
  couldMatter,
  LiveObservation,
  silentWindows,
  type LiveConditions,
} from '../../../services/alert/evaluation/live-observation.ts';
import type { LiveWindows } from '../../../services/alert/evaluation/window-sums.ts';
import { inWindow, noon, steady } from '../alert-detection/baselines.ts';

const baseline = steady({ rate: 20, share: 0.2, correlation: 0.01, dispersion: 0.05 });

/** An hour that is abnormal, and a day. */
const abnormal: LiveWindows = {
  ...inWindow(1, 30, 40),
  mentions: [0, 40, 40, 500],
  negative: [0, 30, 30, 300],
  model: 'posts@1',
  newestNegative: noon - MINUTE,
};
const usual: LiveWindows = { ...abnormal, mentions: [5, 20, 120, 480], negative: [1, 4, 24, 96] };

const observe = (live: LiveWindows, conditions: Partial<LiveConditions> = {}): LiveObservation =>
  new LiveObservation(live, baseline, {
    at: noon,
    sensitivity: 'balanced',
    activatedAt: -Infinity,
    floor: -Infinity,
    holds: () => [],
    ...conditions,
  });
const all = (): boolean => true;
const windowsOf = (seen: LiveObservation): WindowIndex[] => seen.findings(all).map(({ window }) => window);

describe('what is seen live', () => {
  test('are the tests that hold, of the windows that are usable', () => {
    const seen = observe(abnormal);
    assert.deepEqual(windowsOf(seen), [1, 2, 3]);
    assert.deepEqual(
      seen.findings((window) => window === 3).map(({ window }) => window),
      [3],
    );
    assert.equal(seen.at, noon);
    assert.equal(seen.negative(3), 300);
    assert.deepEqual(seen.held, []);
  });

  test('is calm when all is as usual', () => {
    const seen = observe(usual);
    assert.deepEqual(windowsOf(seen), []);
    for (const window of [0, 1, 2, 3] as const) assert.equal(seen.isCalm(window), true);
    assert.equal(observe(abnormal).isCalm(1), false);
  });
});

describe('a window whose data are incomplete', () => {
  const holds = (held: WindowIndex) => (window: WindowIndex) => (window === held ? ['the feed is late'] : []);

  test('does not fire, and says why; the others do', () => {
    const seen = observe(abnormal, { holds: holds(1) });
    assert.deepEqual(windowsOf(seen), [2, 3]);
    assert.deepEqual(seen.held, ['the feed is late']);
  });

  test('is not calm either, and says why', () => {
    const seen = observe(usual, { holds: holds(1) });
    assert.equal(seen.isCalm(1), false);
    assert.equal(seen.isCalm(2), true);
    assert.deepEqual(seen.held, ['the feed is late']);
  });

  test('says nothing where nothing would have been decided', () => {
    const firing = observe(usual, { holds: holds(1) });
    assert.deepEqual(windowsOf(firing), []);
    assert.deepEqual(firing.held, []);
    const calming = observe(abnormal, { holds: holds(1) });
    assert.equal(calming.isCalm(1), false);
    assert.deepEqual(calming.held, []);
  });

  test('says each reason once', () => {
    const seen = observe(abnormal, { holds: () => ['late', 'silent', 'late'] });
    assert.deepEqual(windowsOf(seen), []);
    assert.deepEqual(seen.held, ['late', 'silent']);
  });
});

describe('what was posted before alerting was activated', () => {
  test('raises nothing, however bad', () => {
    const conditions = { activatedAt: noon - MINUTE };
    assert.deepEqual(windowsOf(observe(abnormal, conditions)), []);
    assert.deepEqual(windowsOf(observe(abnormal, { activatedAt: noon })), []);
  });

  test('counts for what comes after it', () => {
    const newer = { ...abnormal, newestNegative: noon };
    assert.deepEqual(windowsOf(observe(newer, { activatedAt: noon - MINUTE })), [1, 2, 3]);
  });

  test('does not keep it from being calm', () => {
    assert.equal(observe(usual, { activatedAt: noon }).isCalm(1), true);
  });
});

describe('what a historical incident was made of', () => {
  test('is not evidence again: windows that begin before do not fire', () => {
    assert.deepEqual(windowsOf(observe(abnormal, { floor: noon - 6 * HOUR })), [1, 2]);
    assert.deepEqual(windowsOf(observe(abnormal, { floor: noon - HOUR + 1 })), []);
  });
});

describe('an incident while data are incomplete', () => {
  /** An evaluation a minute. */
  function live(life: Life, minutes: number, windows: LiveWindows, holds: readonly string[]): Life {
    let now = life;
    for (let minute = 0; minute < minutes; minute += 1)
      now = step(now, observe(windows, { at: noon + minute * MINUTE, holds: () => holds })).life;
    return now;
  }

  test('neither opens nor resolves', () => {
    assert.deepEqual(live(quiet, 60, abnormal, ['late']), quiet);
    const open = live(quiet, 2, abnormal, []);
    assert.equal(open.incident?.resolvedAt, null);
    assert.equal(live(open, 300, usual, ['late']).incident?.resolvedAt, null);
    assert.equal(live(open, 300, usual, []).incident?.resolvedAt, noon + HOUR);
  });
});

describe('windows that could matter', () => {
  test('hold five negatives in one of them', () => {
    const of = (...negative: number[]): LiveWindows => ({ ...usual, negative });
    assert.equal(couldMatter(of(4, 4, 4, 4)), false);
    assert.equal(couldMatter(of(0, 0, 0, 5)), true);
    assert.equal(couldMatter(of(5, 0, 0, 0)), true);
    assert.equal(couldMatter(undefined), false);
  });

  test('are not silent ones, which are calm', () => {
    const silent = silentWindows(noon, 'posts@1');
    assert.equal(couldMatter(silent), false);
    const seen = observe(silent);
    assert.deepEqual(windowsOf(seen), []);
    for (const window of [0, 1, 2, 3] as const) assert.equal(seen.isCalm(window), true);
    assert.deepEqual(silent.minutes, [15, 60, 360, 1_440]);
    assert.deepEqual([silent.end, silent.model], [noon, 'posts@1']);
  });
});
