import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, describe, test } from 'node:test';
import { modelsPage } from '#shared/classifier/report/models-page.ts';
import { readModelsPage } from '#shared/classifier/report/read-models-page.ts';
import { hashRecipe, readResults, recordResult, type Result } from '#shared/classifier/report/result.ts';

const result: Result = {
  recipe: 'recipes/tiny.yaml',
  recipeHash: hashRecipe('name: tiny'),
  commit: 'f7b69a5',
  date: '2026-01-02',
  seed: 7,
  task: 'posts: negative, neutral, positive',
  architecture: 'CNN 1 2 × 4, embedding 8',
  examples: 1234,
  epochs: 3,
  minutes: 2.345_678_9,
  cores: 2,
  parameters: 56_789,
  bytes: 1_234_567,
  metric: 'macroRecall',
  measured: [
    {
      data: 'held_text.txt',
      examples: 2000,
      metrics: { macroRecall: { value: 0.717, interval: [0.694, 0.739] }, accuracy: { value: 0.714 } },
      postsPerSecond: 12_345,
    },
  ],
  behaviour: [{ capability: 'negation', kind: 'minimum', cases: 200, passed: 150 }],
};

describe('results of training runs', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tonewatch-results-'));
  after(() => rm(folder, { recursive: true }));

  test('are kept by the name of their recipe and read again', async () => {
    const path = await recordResult(result, folder);
    assert.equal(path, join(folder, 'tiny.json'));
    const [found] = await readResults(folder);
    assert.deepEqual(found, { ...result, minutes: 2.34568 });
  });

  test('are refused when they are not complete', async () => {
    await assert.rejects(recordResult({ ...result, measured: [] }, folder), /measured/u);
    await assert.rejects(recordResult({ ...result, recipeHash: 'abc' }, folder), /recipeHash/u);
  });

  test('that were damaged are reported with their file', async () => {
    const broken = join(folder, 'broken.json');
    await writeFile(broken, '{"recipe": 1}');
    await assert.rejects(readResults(folder), /broken\.json/u);
    await rm(broken);
  });

  test('are none where there is no folder', async () => {
    assert.deepEqual(await readResults(join(folder, 'nowhere')), []);
  });
});

describe('the page of models', () => {
  const recipes = [
    { path: 'recipes/other.yaml', hash: hashRecipe('name: other') },
    { path: 'recipes/tiny.yaml', hash: result.recipeHash },
  ];

  test('has a row for each recipe, with what its run gave', () => {
    const page = modelsPage([result], recipes);
    assert.ok(page.includes('| [other](../recipes/other.yaml) | not measured yet |'));
    assert.ok(
      page.includes(
        '| [tiny](../recipes/tiny.yaml) | posts: negative, neutral, positive | CNN 1 2 × 4, embedding 8 | held_text.txt ' +
          '| 2,000 | macro-recall | 71.7 % | 69.4–73.9 % | 2.3 × 2 | 56,789 | 1.2 MB | 12,300 |',
      ),
      page,
    );
    assert.ok(page.includes('| negation | has the expected label | 75 % |'));
  });

  test('marks a result whose recipe has been changed since', () => {
    const page = modelsPage([result], [{ path: result.recipe, hash: hashRecipe('name: tiny\nseed: 8') }]);
    assert.match(page, /\[tiny\]\(\.\.\/recipes\/tiny\.yaml\) †/u);
    assert.match(page, /has been changed since this run/u);
  });

  test('docs/models.md is up to date', async () => {
    const root = fileURLToPath(new URL('../../../', import.meta.url));
    const kept = await readFile(join(root, 'docs/models.md'), 'utf8');
    const page = await readModelsPage(join(root, 'recipes'));
    assert.ok(kept === page, 'docs/models.md is out of date: npm run docs');
  });
});
