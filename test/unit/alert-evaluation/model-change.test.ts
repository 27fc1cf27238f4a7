import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { HOUR, MINUTE } from '../../../services/alert/detection/windows.ts';
import { silentWindows } from '../../../services/alert/evaluation/live-observation.ts';
import { modelHold, modelNow } from '../../../services/alert/evaluation/model-change.ts';

const now = Date.UTC(2026, 2, 16, 12);
const live = (model: string): ReturnType<typeof silentWindows> => silentWindows(now, model);

describe('the model of a product', () => {
  test('stays as it is known while nothing is said, or the same model says it', () => {
    const known = { model: 'posts@1', modelSince: now - HOUR };
    assert.deepEqual(modelNow(known, undefined, now), known);
    assert.deepEqual(modelNow(known, live('posts@1'), now), known);
  });

  test('is another one from the moment on at which it is seen', () => {
    const known = { model: 'posts@1', modelSince: null };
    assert.deepEqual(modelNow(known, live('posts@2'), now), { model: 'posts@2', modelSince: now });
  });

  test('that is the first one has not changed', () => {
    const unknown = { model: null, modelSince: null };
    assert.deepEqual(modelNow(unknown, live('posts@1'), now), { model: 'posts@1', modelSince: null });
  });
});

describe('after a change of the model', () => {
  test('nothing is decided for six hours', () => {
    assert.deepEqual(modelHold('posts@2', now - 90 * MINUTE, now), [
      'the model became posts@2 90 min ago: its level is not known yet',
    ]);
    assert.equal(modelHold('posts@2', now, now).length, 1);
    assert.equal(modelHold('posts@2', now - 6 * HOUR + 1, now).length, 1);
    assert.deepEqual(modelHold('posts@2', now - 6 * HOUR, now), []);
  });

  test('nothing is held where there was none', () => {
    assert.deepEqual(modelHold('posts@1', null, now), []);
  });
});
