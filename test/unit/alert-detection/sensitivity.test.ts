import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alphas, sensitivities, thresholds } from '../../../services/alert/detection/sensitivity.ts';
import { surgeWindows, windowIndexes } from '../../../services/alert/detection/windows.ts';

test('each setting asks for ten times more than the one before', () => {
  assert.deepEqual(
    sensitivities.map((each) => alphas[each]),
    [1e-3, 1e-4, 1e-5],
  );
});

test('the windows of a test share the α of its setting', () => {
  for (const each of sensitivities) {
    assert.equal(thresholds[each].tone * windowIndexes.length, alphas[each]);
    assert.ok(Math.abs(thresholds[each].surge * surgeWindows.length - alphas[each]) < 1e-18);
  }
});
