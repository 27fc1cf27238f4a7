import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openTensorflowBackend } from '#shared/classifier/tensorflow/backend.ts';
import { loadTensorflow, tensorflowAvailable } from '#shared/classifier/tensorflow/load.ts';
import { type CnnArchitecture, weightShapes } from '#shared/classifier/model/manifest.ts';
import type { Model } from '#shared/classifier/model/model.ts';

const architecture: CnnArchitecture = { type: 'cnn', embedding: 3, widths: [1, 3], filters: 4 };
const vocabulary = ['<pad>', '<unk>', 'good', 'bad', 'phone', 'not'];

/** Any numbers, the same at every run. */
const numbers = (count: number, salt: number): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => Math.sin(i * 12.9898 + salt * 78.233));

const model: Model = {
  manifest: {
    format: 1,
    name: 'tiny',
    version: 1,
    labels: ['negative', 'neutral', 'positive'],
    languages: ['en'],
    preprocessing: 'posts-1',
    maxTokens: 5,
    architecture,
    calibration: { temperature: 1.5, bias: [0.2, -0.1, 0] },
  },
  vocabulary,
  weights: new Map(
    weightShapes(architecture, vocabulary.length).map(({ name, shape }, i) => [
      name,
      {
        shape,
        dtype: 'float32',
        values: numbers(
          shape.reduce((a, b) => a * b, 1),
          i,
        ),
      },
    ]),
  ),
  card: '',
};

/** The definition of the text CNN, written out as slowly as can be. */
function expected(tokens: string): number[] {
  const values = (name: string): Float32Array => model.weights.get(name)!.values;
  const { embedding: depth, widths, filters } = architecture;
  const words = tokens.split(' ').filter(Boolean).slice(0, 5);
  const rows = words.map((word) => (vocabulary.includes(word) ? vocabulary.indexOf(word) : 1));
  const padded = [0, 0, ...rows, 0, 0, 0];
  const features = widths.flatMap((width) =>
    Array.from({ length: filters }, (_, f) => {
      let best = 0;
      for (let at = 0; at + width <= padded.length; at++) {
        let sum = values(`conv${width}/bias`)[f]!;
        for (let j = 0; j < width; j++) {
          for (let d = 0; d < depth; d++) {
            const weight = values(`conv${width}/kernel`)[(j * depth + d) * filters + f]!;
            sum += values('embedding')[padded[at + j]! * depth + d]! * weight;
          }
        }
        best = Math.max(best, sum);
      }
      return best;
    }),
  );
  const { temperature, bias } = model.manifest.calibration;
  const exponentials = bias.map((each, c) => {
    const logit = features.reduce(
      (sum, x, f) => sum + x * values('dense/kernel')[f * 3 + c]!,
      values('dense/bias')[c]!,
    );
    return Math.exp(logit / temperature + each);
  });
  const total = exponentials.reduce((a, b) => a + b, 0);
  return exponentials.map((each) => each / total);
}

describe('the tensorflow backend', { skip: !tensorflowAvailable() && 'libtensorflow is not set up' }, () => {
  const posts = [
    'good phone',
    '',
    'not good',
    'bad',
    'a b c d e bad bad',
    'good '.repeat(9),
    'phone not bad good bad',
  ];

  test('computes what the definition of the model says, in the order of the posts', async () => {
    const backend = await openTensorflowBackend(model);
    const scores = await backend.score(posts);
    for (const [i, post] of posts.entries()) {
      for (const [c, probability] of expected(post).entries()) {
        assert.ok(Math.abs(scores[i * 3 + c]! - probability) < 1e-6, `${post}: class ${c}`);
      }
    }
    backend.close();
  });

  test('gives a post the same score whatever shares its batch', async () => {
    const backend = await openTensorflowBackend(model);
    const together = Float32Array.from(await backend.score(posts));
    for (const [i, post] of posts.entries()) {
      const alone = await backend.score([post]);
      for (let c = 0; c < 3; c++) assert.ok(Math.abs(alone[c]! - together[i * 3 + c]!) < 1e-6);
    }
    backend.close();
  });

  test('leaves no tensor behind: not after a batch, not when closed', async () => {
    const tensorflow = await loadTensorflow();
    const before = tensorflow.memory().numTensors;
    const backend = await openTensorflowBackend(model);
    await backend.score(posts);
    const open = tensorflow.memory().numTensors;
    for (let i = 0; i < 20; i++) await backend.score(posts.slice(i % posts.length));
    assert.equal(tensorflow.memory().numTensors, open);
    backend.close();
    assert.equal(tensorflow.memory().numTensors, before);
  });

  test('answers an empty batch with nothing', async () => {
    const backend = await openTensorflowBackend(model);
    assert.equal((await backend.score([])).length, 0);
    backend.close();
  });
});
