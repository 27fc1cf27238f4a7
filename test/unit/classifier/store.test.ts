import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { decodeFloat16, encodeFloat16 } from '#shared/classifier/model/float16.ts';
import { listModels, loadModel, saveModel } from '#shared/classifier/model/store.ts';
import { randomModel } from './random-model.ts';

describe('the model store', () => {
  let models: string;
  before(async () => {
    models = await mkdtemp(join(tmpdir(), 'tonewatch-models-'));
  });
  after(() => rm(models, { recursive: true }));

  const invalid = (message: RegExp) => ({ name: 'TonewatchError', code: 'MODEL_INVALID', message });

  test('a saved model is loaded as it was, its halves rounded', async () => {
    for (const dtype of ['float16', 'float32'] as const) {
      const model = randomModel({ name: dtype, dtype, filters: 3 });
      await saveModel(model, models);
      const loaded = await loadModel(dtype, models);
      assert.deepEqual(loaded.manifest, model.manifest);
      assert.deepEqual(loaded.vocabulary, model.vocabulary);
      assert.equal(loaded.card, model.card);
      for (const [name, weight] of model.weights) {
        const expected = dtype === 'float16' ? decodeFloat16(encodeFloat16(weight.values)) : weight.values;
        assert.deepEqual(loaded.weights.get(name), { ...weight, values: expected });
      }
    }
    assert.deepEqual(await listModels(models), ['float16', 'float32']);
  });

  test('a model that is not there, or a path for a name, is not found', async () => {
    const missing = { code: 'MODEL_NOT_FOUND' };
    await assert.rejects(loadModel('absent', models), missing);
    await assert.rejects(loadModel('../models', models), missing);
    assert.deepEqual(await listModels(join(models, 'absent')), []);
  });

  test('each file that does not fit is named with what is wrong', async () => {
    const save = () => saveModel(randomModel({ name: 'broken' }), models);
    const file = (name: string) => join(models, 'broken', name);
    await save();
    await truncate(file('weights.bin'), 20);
    await assert.rejects(
      loadModel('broken', models),
      invalid(/^broken\/weights\.bin: embedding needs bytes/),
    );
    await save();
    await writeFile(file('vocabulary.txt'), '<pad>\n<unk>\ngood\nbad\nflight\nbad\n');
    await assert.rejects(loadModel('broken', models), invalid(/^broken\/vocabulary\.txt: line 6/));
    await writeFile(file('vocabulary.txt'), '<pad>\n<unk>\ngood\n');
    await assert.rejects(
      loadModel('broken', models),
      invalid(/embedding has shape \[6, 8\], expected \[3, 8\]/),
    );
    await save();
    await rm(file('card.md'));
    await assert.rejects(loadModel('broken', models), invalid(/^broken\/card\.md: ENOENT/));
    await save();
    const manifest = await readFile(file('model.json'), 'utf8');
    await writeFile(file('model.json'), manifest.replace('"maxTokens": 64', '"maxTokens": 0'));
    await assert.rejects(loadModel('broken', models), invalid(/^broken\/model\.json: .*maxTokens/));
    await writeFile(file('model.json'), manifest.replace('"name": "broken"', '"name": "other"'));
    await assert.rejects(loadModel('broken', models), invalid(/name is 'other'/));
  });

  test('weights that are no numbers are not loaded', async () => {
    const model = randomModel({ name: 'nan' });
    model.weights.get('dense/bias')?.values.fill(NaN);
    await saveModel(model, models);
    await assert.rejects(loadModel('nan', models), invalid(/dense\/bias has infinite or missing/));
  });
});
