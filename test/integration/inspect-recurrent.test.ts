import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspectText } from '#shared/classifier/inspection/inspect-text.ts';
import { type Manifest, weightShapes } from '#shared/classifier/model/manifest.ts';
import type { Model } from '#shared/classifier/model/model.ts';
import { openBackend } from '#shared/classifier/open-backend.ts';
import { tensorflowAvailable } from '#shared/classifier/tensorflow/load.ts';
import { numbersFrom, randomModel } from '../unit/classifier/random-model.ts';

const skip = !tensorflowAvailable() && 'libtensorflow is not set up here';

/** A GRU that has learned nothing and rates from 1 to 10. */
function randomGru(bidirectional: boolean, pooling: ('last' | 'mean' | 'max' | 'attention')[]): Model {
  const { manifest, vocabulary, card } = randomModel();
  const gru: Omit<Manifest, 'weights'> = {
    ...manifest,
    architecture: { type: 'gru', embedding: 6, units: 5, bidirectional, pooling },
    output: { type: 'rating', lowest: 1, highest: 10 },
  };
  const next = numbersFrom(21);
  const weights = weightShapes(gru, vocabulary.length).map(({ name, shape }) => {
    const values = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => next());
    return [name, { shape, dtype: 'float32' as const, values }] as const;
  });
  return { manifest: gru, vocabulary, weights: new Map(weights), card };
}

for (const model of [randomGru(false, ['last']), randomGru(true, ['attention', 'mean', 'max'])]) {
  const { pooling = [] } = model.manifest.architecture as { pooling?: string[] };
  test(`what is told of a GRU with ${pooling.join(', ')} adds up to its rating`, { skip }, async () => {
    const backend = await openBackend(model, 'tensorflow');
    const texts = ['good', 'the flight bad strange good the bad'];
    const ratings = await backend.score(texts);
    for (const [i, text] of texts.entries()) {
      const { contributions, rest } = inspectText(model, text);
      const logit = contributions.reduce((sum, { byOutput }) => sum + (byOutput[0] ?? 0), rest[0] ?? 0);
      const rating = 1 + 9 / (1 + Math.exp(-logit));
      assert.ok(Math.abs(rating - (ratings[i] ?? NaN)) < 1e-4, `${rating}, the model says ${ratings[i]}`);
    }
    backend.close();
  });
}
