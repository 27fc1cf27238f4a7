import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { readLabelledTexts } from '#shared/classifier/dataset/labelled-texts.ts';
import { threeClasses } from '#shared/classifier/dataset/target.ts';
import { evaluateModel } from '#shared/classifier/evaluation/evaluate-model.ts';
import { listModels, loadModel } from '#shared/classifier/model/store.ts';
import { openBackend } from '#shared/classifier/open-backend.ts';

const validation = fileURLToPath(
  new URL('../../../../shared/data/tweeteval-sentiment/val_text.txt', import.meta.url),
);
const skip = !existsSync(validation) && 'no data sets here';
const models = (await listModels()).filter((name) => name.startsWith('posts-'));

for (const name of models) {
  test(`${name} is as good on tweets that it has never seen as its card says`, { skip }, async () => {
    const model = await loadModel(name);
    const { rows: examples } = await readLabelledTexts(validation);
    const backend = await openBackend(model, 'compiled');
    const { output } = model.manifest;
    const subject = { model: name, data: 'val_text.txt', target: threeClasses, examples };
    const { evaluation } = await evaluateModel({ ...subject, backend, output });
    backend.close();
    assert.ok(evaluation.type === 'classes');
    const { macroRecall, ece } = evaluation.metrics;
    assert.equal(evaluation.metrics.examples, 2000);
    assert.ok(macroRecall >= 0.65 && ece <= 0.05, `macro-recall ${macroRecall}, ECE ${ece}`);
    const stated = /\| [^|]*val_text\.txt \| 2,000 \| ([\d.]+) %/u.exec(model.card)?.[1];
    assert.ok(Math.abs(Number(stated) / 100 - macroRecall) < 0.002, `the card says ${stated}`);
  });
}
