import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { step } from '../../../services/alert/detection/lifecycle.ts';
import { MINUTE, type WindowIndex } from '../../../services/alert/detection/windows.ts';
import { noon } from './baselines.ts';
import { bad, finding, observation, opened, type Seen } from './observations.ts';

const serious: Seen = { found: [finding({ severity: 'serious' })], negative: 20 };
const critical: Seen = { found: [finding({ severity: 'critical' })], negative: 20 };
const doubled: Seen = { found: [finding()], negative: 40 };

describe('an open incident', () => {
  test('escalates when the severity rises', () => {
    const told = opened();
    assert.equal(told.at(31, serious), 'escalated');
    assert.equal(told.incident.told.severity, 'serious');
    assert.equal(told.incident.opening.severity, 'warning');
    assert.equal(told.incident.escalatedAt, noon + 31 * MINUTE);
  });

  test('escalates when there are twice as many negatives as were told of', () => {
    assert.equal(opened().at(31, { ...doubled, negative: 39 }), null);
    assert.equal(opened().at(31, doubled), 'escalated');
  });

  test('counts twice as many in the window that was told of', () => {
    const told = opened({ found: [finding({ window: 2 })] });
    const windows: WindowIndex[] = [];
    const negative = (window: WindowIndex): number => {
      windows.push(window);
      return 40;
    };
    const found = [finding({ window: 0, negative: 90 })];
    const { event } = step(told.life, { ...observation(noon + 31 * MINUTE, { found }), negative });
    assert.equal(event, 'escalated');
    assert.deepEqual(windows, [2]);
  });

  test('does so half an hour after it was told of, not before', () => {
    for (const worse of [serious, doubled]) {
      const told = opened().each(2, 60, worse);
      assert.deepEqual(told.events, [
        [1, 'opened'],
        [31, 'escalated'],
      ]);
    }
  });

  test('escalates again, half an hour later, from what was told last', () => {
    const told = opened().each(2, 40, serious).each(40, 100, critical).each(100, 200, critical);
    assert.deepEqual(told.events, [
      [1, 'opened'],
      [31, 'escalated'],
      [61, 'escalated'],
    ]);
  });

  test('does not escalate where it eases, or where it was as bad before', () => {
    const told = opened(critical).each(2, 100, serious).each(100, 200, bad).each(200, 300, critical);
    assert.deepEqual(told.events, [[1, 'opened']]);
  });

  test('does not escalate where no test holds, however many negatives there are', () => {
    assert.equal(opened().at(40, { negative: 1_000 }), null);
  });

  test('keeps the worst that was seen, told or not', () => {
    const told = opened().each(2, 5, critical).each(5, 10, bad);
    assert.equal(told.incident.peak.severity, 'critical');
    assert.equal(told.incident.told.severity, 'warning');
  });
});
