import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Backend } from '#shared/classifier/backend.ts';
import { openBackend } from '#shared/classifier/open-backend.ts';
import type { Model } from '#shared/classifier/model/model.ts';
import { outputsOf } from '#shared/classifier/model/output.ts';
import { listModels, loadModel } from '#shared/classifier/model/store.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { prepareText } from '#shared/text/preprocessing.ts';
import { generatePayloads } from '../fixtures/generated-posts.ts';
import { randomModel } from '../unit/classifier/random-model.ts';

const tweets = new URL('../../../shared/data/airline/airline-tweets.csv', import.meta.url);

/** Prepared posts: real ones where the data is there, else made ones; short, long and empty ones among them. */
function preparedPosts(): string[] {
  const made = generatePayloads(300, 5).map(({ payload }) => String(payload['text']));
  const rows = existsSync(tweets)
    ? z
        .array(z.looseObject({ text: z.string() }))
        .parse(parse(readFileSync(tweets), { columns: true, to: 10_000 }))
    : [];
  const texts = ['', '😡', 'no', made.join(' '), ...made, ...rows.map(({ text }) => text)];
  return texts.map(prepareText);
}

async function tensorflowOr(model: Model, skip: (reason: string) => void): Promise<Backend | null> {
  try {
    return await openBackend(model, 'tensorflow');
  } catch (error) {
    if (!(error instanceof TonewatchError) || error.code !== 'TENSORFLOW_UNAVAILABLE') throw error;
    skip('libtensorflow is not set up: run infra/tensorflow/setup.sh');
    return null;
  }
}

async function assertAgreement(model: Model, tensorflow: Backend, posts: readonly string[]): Promise<void> {
  const compiled = await openBackend(model, 'compiled');
  const [ours, theirs] = [await compiled.score(posts), await tensorflow.score(posts)];
  assert.equal(ours.length, posts.length * outputsOf(model.manifest.output));
  assert.equal(theirs.length, ours.length);
  let largest = 0;
  ours.forEach((value, i) => (largest = Math.max(largest, Math.abs(value - (theirs[i] ?? NaN)))));
  assert.ok(largest <= 1e-5, `probabilities differ by ${largest}`);
}

describe('compiled and tensorflow agree within 1e-5', () => {
  const posts = preparedPosts();

  test('on random models of any widths', async (t) => {
    const words = [...new Set(posts.flatMap((tokens) => tokens.split(' ')))].filter((word) => word !== '');
    for (const widths of [[1], [3], [1, 2, 3], [2, 4, 5]]) {
      const model = randomModel({ words, widths, filters: 12, embedding: 10, seed: widths.length });
      const tensorflow = await tensorflowOr(model, (reason) => t.skip(reason));
      if (!tensorflow) return;
      await assertAgreement(model, tensorflow, posts.slice(0, 500));
      tensorflow.close();
    }
  });

  test('on every model that ships', async (t) => {
    for (const name of await listModels()) {
      const model = await loadModel(name);
      if (model.manifest.architecture.type === 'bag-of-words') continue;
      await t.test(name, async (each) => {
        const tensorflow = await tensorflowOr(model, (reason) => each.skip(reason));
        if (!tensorflow) return;
        await assertAgreement(model, tensorflow, posts);
        tensorflow.close();
      });
    }
  });
});
