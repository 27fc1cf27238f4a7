import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { readRecipe } from '#shared/classifier/training/read-recipe.ts';
import { withFiles } from '../dataset/files.ts';
import { tinyRecipe } from './tiny-recipe.ts';

const recipes = fileURLToPath(new URL('../../../recipes', import.meta.url));

describe('recipes', () => {
  test('that ship are valid', async () => {
    const files = (await readdir(recipes)).filter((file) => file.endsWith('.yaml'));
    assert.ok(files.includes('posts-cnn.yaml'));
    for (const file of files) await readRecipe(join(recipes, file));
  });

  test('of an unknown kind are refused with the kinds that there are', async () => {
    await withFiles({ 'r.yaml': 'kind: oracle' }, (folder) =>
      assert.rejects(readRecipe(join(folder, 'r.yaml')), {
        code: 'CONFIG_INVALID',
        message: /kind: .*classifier.*skip-gram/u,
      }),
    );
  });

  test('with mistakes are refused with all of them', async () => {
    const broken = {
      ...tinyRecipe,
      seed: -1,
      training: { ...tinyRecipe.training, epochs: 0 },
      colour: 'red',
    };
    await withFiles({ 'r.yaml': stringify(broken) }, (folder) =>
      assert.rejects(readRecipe(join(folder, 'r.yaml')), {
        code: 'CONFIG_INVALID',
        message: /seed: .*training\.epochs: .*colour/u,
      }),
    );
  });

  test('that are no YAML are refused with the place', async () => {
    await withFiles({ 'r.yaml': 'name: [a' }, (folder) =>
      assert.rejects(readRecipe(join(folder, 'r.yaml')), { code: 'CONFIG_INVALID', message: /line 1/u }),
    );
  });
});
