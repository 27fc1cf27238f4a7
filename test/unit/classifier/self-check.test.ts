import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { openBackend } from '#shared/classifier/open-backend.ts';
import { loadModel } from '#shared/classifier/model/store.ts';
import { saveChecked, selfCheck } from '#shared/classifier/self-check.ts';
import { randomModel } from './random-model.ts';

describe('the self-check of a model', () => {
  let models: string;
  before(async () => {
    models = await mkdtemp(join(tmpdir(), 'tonewatch-models-'));
    const model = randomModel({ words: ['i', 'love', 'this', 'hate'] });
    await saveChecked(model, models, (stored) => openBackend(stored, 'compiled'));
  });
  after(() => rm(models, { recursive: true }));

  const failure = (message: RegExp) => ({ code: 'MODEL_INVALID', message });

  test('is passed by what was saved', async () => {
    const model = await loadModel('random', models);
    assert.ok((model.manifest.check?.length ?? 0) >= 5);
    await selfCheck(await openBackend(model, 'compiled'), model);
  });

  test('is failed by other weights of the same shape', async () => {
    const file = join(models, 'random', 'weights.bin');
    const good = await readFile(file);
    await writeFile(
      file,
      good.map((byte, i) => (i % 2 === 0 ? byte ^ 0x3f : byte ^ 0x04)),
    );
    const model = await loadModel('random', models);
    await assert.rejects(
      async () => selfCheck(await openBackend(model, 'compiled'), model),
      failure(/^random: failed its self-check: '.*' gives \d\.\d+, expected \d\.\d+$/),
    );
    await writeFile(file, good);
  });

  test('of a model that was saved without one asks for numbers only', async () => {
    const model = randomModel();
    await selfCheck(await openBackend(model, 'compiled'), model);
    const backend = {
      kind: 'compiled' as const,
      score: (posts: readonly string[]) => new Float32Array(posts.length * 3).fill(NaN),
      close: () => undefined,
    };
    await assert.rejects(selfCheck(backend, model), failure(/gives no number for 'i love this/));
  });
});
