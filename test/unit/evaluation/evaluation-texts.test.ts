import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { threeClasses, twoClasses } from '#shared/classifier/dataset/target.ts';
import type { Output } from '#shared/classifier/model/output.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import {
  parseClasses,
  readEvaluationTexts,
  withoutNeutral,
} from '../../../services/train/evaluation-texts.ts';
import { withFiles } from '../dataset/files.ts';

const two: Output = {
  type: 'classes',
  labels: ['negative', 'positive'],
  calibration: { temperature: 1, bias: [0, 0] },
};
const three: Output = {
  type: 'classes',
  labels: ['negative', 'neutral', 'positive'],
  calibration: { temperature: 1, bias: [0, 0, 0] },
};
const rating: Output = { type: 'rating', lowest: 1, highest: 10 };

const files = {
  'two.csv': 'text,label\nbad film,0\ngood film,1\n',
  'three.csv': 'text,label\nbad,negative\nmeh,neutral\ngood,positive\n',
  'rated.csv': 'text,label,rating\nbad,neg,2\ngood,pos,9\n',
};

describe('texts to measure a model on are read', () => {
  const read = (file: keyof typeof files, output: Output): Promise<{ labels: number[]; target: string }> =>
    withFiles(files, async (folder) => {
      const { target, rows } = await readEvaluationTexts(join(folder, file), {}, output);
      return {
        labels: rows.map(({ label }) => label),
        target: target.type === 'rating' ? 'rating' : target.labels.join(' '),
      };
    });

  test('as two classes where the file only says 0 and 1, whatever the model knows', async () => {
    const expected = { labels: [0, 1], target: 'negative positive' };
    assert.deepEqual(await read('two.csv', two), expected);
    assert.deepEqual(await read('two.csv', three), expected);
    assert.deepEqual(await read('two.csv', rating), expected);
  });

  test('as three classes where there are three, so that what is left out can be said', async () => {
    const expected = { labels: [0, 1, 2], target: 'negative neutral positive' };
    assert.deepEqual(await read('three.csv', three), expected);
    assert.deepEqual(await read('three.csv', two), expected);
  });

  test('as ratings for a model that rates, where there are some', async () => {
    assert.deepEqual(await read('rated.csv', rating), { labels: [2, 9], target: 'rating' });
    assert.deepEqual(await read('rated.csv', two), { labels: [0, 1], target: 'negative positive' });
  });
});

test('neutral texts are left out where all models are to be asked the same', () => {
  const rows = [0, 1, 2].map((label) => ({ text: String(label), label }));
  const left = withoutNeutral({ target: threeClasses, rows, skipped: 1 });
  assert.deepEqual(left, {
    target: twoClasses,
    rows: [
      { text: '0', label: 0 },
      { text: '2', label: 1 },
    ],
    skipped: 2,
  });
  assert.deepEqual(withoutNeutral(left), left);
});

test('names of classes are given as pairs', () => {
  assert.deepEqual(parseClasses('1=negative, a=b =positive'), { '1': 'negative', 'a=b': 'positive' });
  for (const list of ['', 'good', '1=good', '=negative']) {
    assert.throws(
      () => parseClasses(list),
      (error) => error instanceof TonewatchError && error.code === 'CONFIG_INVALID',
    );
  }
});
