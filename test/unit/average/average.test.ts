import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Model } from '#shared/classifier/model/model.ts';
import { loadModel, saveModel } from '#shared/classifier/model/store.ts';
import { openBackend } from '#shared/classifier/open-backend.ts';
import { randomModel } from '../classifier/random-model.ts';
import { withFiles } from '../dataset/files.ts';

const named = (name: string, seed: number): Model => {
  const model = randomModel({ seed });
  return { ...model, manifest: { ...model.manifest, name } };
};

function average(members: readonly Model[], weights: readonly number[]): Model {
  const [first] = members;
  assert.ok(first);
  return {
    ...first,
    manifest: {
      ...first.manifest,
      name: 'both',
      architecture: {
        type: 'average',
        members: members.map(({ manifest }, i) => ({ name: manifest.name, weight: weights[i] ?? 1 })),
      },
      output: {
        type: 'classes',
        labels: ['negative', 'neutral', 'positive'],
        calibration: { temperature: 1, bias: [0, 0, 0] },
      },
    },
    weights: new Map(),
    members,
    card: '# both\n',
  };
}

const members = [named('one', 1), named('two', 2)];
const texts = ['good flight', 'the bad', ''];

describe('an average of models', () => {
  test('says the geometric mean of what its members say, by their weights', async () => {
    const backend = await openBackend(average(members, [1, 3]), 'compiled');
    const scores = await backend.score(texts);
    const [one, two] = await Promise.all(
      members.map(async (member) => (await openBackend(member, 'compiled')).score(texts)),
    );
    for (let text = 0; text < texts.length; text++) {
      const raw = [0, 1, 2].map((c) => (one?.[text * 3 + c] ?? 0) * (two?.[text * 3 + c] ?? 0) ** 3);
      const sum = raw.reduce((total, value) => total + value, 0);
      for (let c = 0; c < 3; c++) {
        assert.ok(Math.abs((scores[text * 3 + c] ?? 0) - (raw[c] ?? 0) / sum) < 1e-5);
      }
    }
  });

  test('is stored with its members, and read again as one', async () => {
    await withFiles({}, async (folder) => {
      await saveModel(average(members, [1, 3]), folder);
      const read = await loadModel('both', folder);
      assert.deepEqual(
        read.members?.map(({ manifest }) => manifest.name),
        ['one', 'two'],
      );
      const before = await (await openBackend(average(members, [1, 3]), 'compiled')).score(texts);
      const after = await (await openBackend(read, 'compiled')).score(texts);
      for (const [i, value] of before.entries()) assert.ok(Math.abs(value - (after[i] ?? NaN)) < 1e-2);
    });
  });

  test('of models with other classes is refused', async () => {
    const [one, two] = members;
    assert.ok(one && two);
    const output = {
      type: 'classes' as const,
      labels: ['negative', 'positive'] as ['negative', 'positive'],
      calibration: { temperature: 1, bias: [0, 0] },
    };
    const other = { ...two, manifest: { ...two.manifest, output } };
    await assert.rejects(openBackend(average([one, other], [1, 1]), 'compiled'), { code: 'MODEL_INVALID' });
  });
});
