import assert from 'node:assert/strict';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { loadModel, shippedModels } from '#shared/classifier/model/store.ts';
import { openBackend } from '#shared/classifier/open-backend.ts';
import { prepareText } from '#shared/text/preprocessing.ts';

const praise =
  'I loved this film.<br /><br />The cast is wonderful, and the ending is one of the best I have seen.';
const blame =
  'What a waste of time.<br /><br />The plot is dull, the acting is awful, and I nearly fell asleep.';

describe('the model for reviews that ships', () => {
  test('tells two classes apart, in reviews with line breaks of HTML too', async () => {
    const model = await loadModel('reviews');
    const { output } = model.manifest;
    assert.ok(output.type === 'classes');
    assert.deepEqual(output.labels, ['negative', 'positive']);
    const backend = await openBackend(model, 'compiled');
    const [, good = 0, bad = 0] = await backend.score([praise, blame].map((text) => prepareText(text)));
    backend.close();
    assert.ok(good > 0.9 && bad > 0.9, `${good} positive, ${bad} negative`);
  });

  test('takes no more than 8 MB', async () => {
    const folder = join(shippedModels, 'reviews');
    const sizes = await Promise.all(
      (await readdir(folder)).map(async (file) => (await stat(join(folder, file))).size),
    );
    assert.ok(sizes.reduce((sum, size) => sum + size, 0) <= 8e6);
  });
});
