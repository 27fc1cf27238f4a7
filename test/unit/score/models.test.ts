import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { saveModel } from '#shared/classifier/model/store.ts';
import { describeModels } from '../../../services/models/describe.ts';
import { randomModel } from '../classifier/random-model.ts';

let modelsDir: string;
before(async () => {
  modelsDir = await mkdtemp(join(tmpdir(), 'tonewatch-models-'));
});
after(() => rm(modelsDir, { recursive: true }));

test('models are listed by name, a broken one with its reason', async () => {
  const measured = { data: 'val.txt', examples: 2_000, metrics: { macroRecall: 0.7123, ece: 0.02 } };
  const model = randomModel({ name: 'whole' });
  await saveModel({ ...model, manifest: { ...model.manifest, measured } }, modelsDir);
  await saveModel(randomModel({ name: 'broken' }), modelsDir);
  await writeFile(join(modelsDir, 'broken', 'model.json'), '{"format":2}');
  const [broken, whole, ...others] = await describeModels(modelsDir);
  assert.deepEqual(others, []);
  assert.ok(broken && 'error' in broken);
  assert.match(broken.error, /^broken\/model\.json: .*format/);
  assert.deepEqual(whole, {
    name: 'whole',
    model: 'whole@1',
    version: 1,
    architecture: 'CNN 1 2 3 × 4, embedding 8',
    languages: ['en'],
    vocabulary: 6,
    // 48 embedding, 192 and 12 convolution, 36 and 3 dense: two bytes each, padded to four.
    bytes: 584,
    measured,
    card: join(modelsDir, 'whole', 'card.md'),
  });
});
