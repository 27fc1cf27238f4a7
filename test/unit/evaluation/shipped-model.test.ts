import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { openBackend } from '#shared/classifier/open-backend.ts';
import { readLabelledTexts } from '#shared/classifier/dataset/labelled-texts.ts';
import { evaluate } from '#shared/classifier/evaluation/evaluate.ts';
import { loadModel } from '#shared/classifier/model/store.ts';

const validation = fileURLToPath(
  new URL('../../../../shared/data/tweeteval-sentiment/val_text.txt', import.meta.url),
);
const skip = !existsSync(validation) && 'no data sets here';

test('posts-cnn is as good on tweets that it has never seen as its card says', { skip }, async () => {
  const model = await loadModel('posts-cnn');
  const { rows } = await readLabelledTexts(validation);
  const backend = await openBackend(model, 'compiled');
  const { macroRecall, ece, examples } = await evaluate(backend, rows);
  backend.close();
  assert.equal(examples, 2000);
  assert.ok(macroRecall >= 0.65 && ece <= 0.05, `macro-recall ${macroRecall}, ECE ${ece}`);
  const stated = /\| [^|]*val_text\.txt \| 2,000 \| ([\d.]+) % \|/u.exec(model.card)?.[1];
  assert.ok(Math.abs(Number(stated) / 100 - macroRecall) < 0.002, `the card says ${stated}`);
});
