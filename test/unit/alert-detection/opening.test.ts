import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { quiet } from '../../../services/alert/detection/lifecycle.ts';
import { MINUTE, type WindowIndex } from '../../../services/alert/detection/windows.ts';
import { noon } from './baselines.ts';
import { bad, between, calm, finding, opened, Told } from './observations.ts';

describe('an incident', () => {
  test('opens at the second evaluation in a row at which a test holds', () => {
    const told = new Told();
    assert.equal(told.at(0, bad), null);
    assert.deepEqual(told.life, { pendingAt: noon, incident: null });
    assert.equal(told.at(1, bad), 'opened');
  });

  test('opens not at one evaluation, nor at two that are not in a row', () => {
    const told = new Told();
    for (let minute = 0; minute < 60; minute += 1) told.at(minute, minute % 2 === 0 ? bad : between);
    assert.deepEqual(told.events, []);
    assert.deepEqual(told.life, quiet);
  });

  test('opens when one test holds, and then another', () => {
    const told = new Told();
    told.at(0, { found: [finding({ kind: 'tone', window: 3 })] });
    assert.equal(told.at(1, { found: [finding({ kind: 'surge', window: 0 })] }), 'opened');
  });

  test('keeps when it was first seen, when it opened, and by what', () => {
    const worst = finding({ severity: 'serious', window: 2 });
    const told = new Told();
    told.at(0, bad);
    told.at(3, { found: [finding(), worst] });
    assert.deepEqual(told.incident, {
      pendingAt: noon,
      openedAt: noon + 3 * MINUTE,
      escalatedAt: null,
      resolvedAt: null,
      reopened: 0,
      opening: worst,
      told: worst,
      toldAt: noon + 3 * MINUTE,
      peak: worst,
      calmWindow: 1,
      calmSince: null,
    });
  });

  test('is told by the most severe finding, and of these by the least likely', () => {
    const [likely, unlikely] = [finding({ tail: 1e-5, window: 2 }), finding({ tail: 1e-9, window: 3 })];
    assert.equal(opened({ found: [likely, unlikely] }).incident.told, unlikely);
    const serious = finding({ severity: 'serious', tail: 1e-5 });
    assert.equal(opened({ found: [unlikely, serious] }).incident.told, serious);
  });

  test('is over when the shortest window is calm that showed it, of an hour at least', () => {
    const calmWindow = (...windows: WindowIndex[]): WindowIndex =>
      opened({ found: windows.map((window) => finding({ window })) }).incident.calmWindow;
    assert.equal(calmWindow(3), 3);
    assert.equal(calmWindow(3, 2), 2);
    assert.equal(calmWindow(0), 1);
    assert.equal(calmWindow(0, 1, 2, 3), 1);
  });

  test('opens once, however long it goes on alike', () => {
    assert.deepEqual(new Told().each(0, 600, bad).events, [[1, 'opened']]);
  });

  test('is none where all is as usual', () => {
    const told = new Told().each(0, 100, calm).each(100, 200, between);
    assert.equal(told.life, quiet);
    assert.deepEqual(told.events, []);
  });
});
