import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, test } from 'node:test';
import { shippedModels } from '#shared/classifier/model/store.ts';
import { createPace } from '#shared/classifier/training/pace.ts';
import { locateModel } from '../../../services/train/model-folder.ts';
import { describeDuration, describeStatus, statusOf } from '../../../services/train/progress-line.ts';

describe('what the terminal shows', () => {
  test('progress: epoch, share, loss, metric, speed, time left', () => {
    const progress = {
      epoch: 2,
      epochs: 4,
      done: 500,
      total: 1000,
      loss: 0.61234,
      best: { name: 'macro-recall', value: 0.687 },
    };
    const shown = (width: number): string =>
      stripVTControlCharacters(
        describeStatus(statusOf({ ...progress, examplesPerSecond: 2345.6, secondsLeft: 185 }), width),
      );
    assert.match(
      shown(200),
      /^epoch 2\/4 {2}━{24} {3}50 % {2}loss 0\.612 {2}best macro-recall 68\.7 % {2}2,346 examples\/s {2}3:05 left$/u,
    );
    assert.equal(shown(100).length, 100);
    assert.equal(
      shown(40),
      shown(200)
        .replace(/━+ {2}/u, '')
        .slice(0, 40),
    );
  });

  test('durations in minutes, or in hours', () => {
    assert.deepEqual([59.6, 3599, 3785, -1].map(describeDuration), ['1:00', '59:59', '1:03:05', '0:00']);
  });
});

test('a model is a name under models/, or the path of a folder', () => {
  assert.deepEqual(locateModel('posts-cnn'), ['posts-cnn', shippedModels]);
  assert.deepEqual(locateModel('some/where/mine'), ['mine', resolve('some/where')]);
});

test('the time left is that of all epochs', () => {
  const pace = createPace(100, 2);
  const { examplesPerSecond, secondsLeft } = pace(1, 50, 1);
  assert.ok(Math.abs(secondsLeft - 150 / examplesPerSecond) < 1e-9);
});
