import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inspectText } from '#shared/classifier/inspection/inspect-text.ts';
import type { Model } from '#shared/classifier/model/model.ts';
import { openBackend } from '#shared/classifier/open-backend.ts';
import { randomLstm } from '../classifier/random-lstm.ts';
import { numbersFrom, randomModel } from '../classifier/random-model.ts';

const texts = ['good', 'the flight the bad', 'good bad good bad strange the flight good', ''];
const subwords = { buckets: 50, shortest: 2, longest: 3 };

const output = {
  type: 'classes' as const,
  labels: ['negative', 'neutral', 'positive'] as ['negative', 'neutral', 'positive'],
  calibration: { temperature: 0.8, bias: [0.2, -0.1, 0.3] },
};

/** A bag of words and of characters with random weights. */
function bagOfWords(buckets?: number): Model {
  const { manifest } = randomModel();
  const vocabulary = ['<pad>', '<unk>', 'good', 'bad', 'the␣flight', 'bad␣good', '~~␣goo', '~~ood', '~~the'];
  const next = numbersFrom(8);
  const numbers = (count: number): Float32Array => Float32Array.from({ length: count }, () => next());
  const rows = buckets ?? vocabulary.length - 2;
  return {
    manifest: {
      ...manifest,
      name: 'bag',
      architecture: { type: 'bag-of-words', words: 2, characters: [3, 4], buckets },
      output,
    },
    vocabulary: buckets === undefined ? vocabulary : vocabulary.slice(0, 2),
    weights: new Map([
      ['n-grams/kernel', { shape: [rows, 3], dtype: 'float32', values: numbers(rows * 3) }],
      ['n-grams/bias', { shape: [3], dtype: 'float32', values: numbers(3) }],
    ]),
    card: '',
  };
}

function averageOf(members: readonly Model[]): Model {
  const { manifest, vocabulary, card } = randomModel();
  const named = members.map(({ manifest: { name } }, i) => ({ name, weight: i + 0.5 }));
  const architecture = { type: 'average' as const, members: named };
  return {
    manifest: { ...manifest, name: 'average', architecture, output },
    vocabulary,
    weights: new Map(),
    members,
    card,
  };
}

/** What is told of a text adds up to what the model says of it. */
async function addsUp(model: Model): Promise<void> {
  const backend = await openBackend(model, 'compiled');
  for (const text of texts) {
    const { contributions, rest } = inspectText(model, text);
    const logits = rest.map((value, o) =>
      contributions.reduce((sum, { byOutput }) => sum + (byOutput[o] ?? 0), value),
    );
    const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
    const said = [...(await backend.score([text])).slice(0, 3)];
    for (const [o, logit] of logits.entries()) {
      const probability = Math.exp(logit) / total;
      assert.ok(
        Math.abs(probability - said[o]!) < 1e-5,
        `'${text}' ${o}: ${probability}, the model says ${said[o]}`,
      );
    }
    assert.ok(Math.abs(logits.reduce((sum, logit) => sum + logit, 0)) < 1e-5, 'centred logits add up to 0');
  }
  backend.close();
}

describe('what an inspection tells adds up to what the model says', () => {
  test('of a CNN', () => addsUp(randomModel({ seed: 3 })));
  test('of a CNN that knows words by their spelling', () => addsUp(randomModel({ seed: 4, subwords })));
  test('of an LSTM in both directions with attention and maximum', () => addsUp(randomLstm({ seed: 5 })));
  test('of an LSTM in one direction', () =>
    addsUp(randomLstm({ seed: 6, bidirectional: false, pooling: ['last', 'mean'] })));
  test('of a bag of words', () => addsUp(bagOfWords()));
  test('of a hashed bag of words', () => addsUp(bagOfWords(16)));
  test('of an average of all kinds', () => addsUp(averageOf([randomModel(), randomLstm(), bagOfWords()])));
  test('of an LSTM that knows words by their spelling', () => addsUp(randomLstm({ seed: 7, subwords })));
});

/** The plain network, and what it says of a text, worked out step by step. */
function dense(): { model: Model; logits(text: string): number[] } {
  const { manifest, vocabulary, card } = randomModel();
  const next = numbersFrom(12);
  const weight = (...shape: number[]) =>
    ({
      shape,
      dtype: 'float32' as const,
      values: Float32Array.from({ length: shape.reduce((a, b) => a * b) }, () => next()),
    }) as const;
  const weights = new Map([
    ['embedding', weight(vocabulary.length, 2)],
    ['hidden/kernel', weight(8, 5)],
    ['hidden/bias', weight(5)],
    ['dense/kernel', weight(5, 3)],
    ['dense/bias', weight(3)],
  ]);
  const architecture = { type: 'dense' as const, embedding: 2, units: 5 };
  const values = (name: string): Float32Array => weights.get(name)!.values;
  return {
    model: { manifest: { ...manifest, maxTokens: 4, architecture, output }, vocabulary, weights, card },
    logits(text) {
      const rows = text.split(' ').map((token) => vocabulary.indexOf(token));
      const vector = [0, 1, 2, 3].flatMap((t) => {
        const row = rows[t] ?? 0;
        return [...values('embedding').subarray(row * 2, row * 2 + 2)];
      });
      const times = (input: readonly number[], kernel: string, bias: string): number[] =>
        [...values(bias)].map((start, c) =>
          input.reduce((sum, value, i) => sum + value * values(kernel)[i * values(bias).length + c]!, start),
        );
      const hidden = times(vector, 'hidden/kernel', 'hidden/bias').map((value) => Math.max(0, value));
      const raw = times(hidden, 'dense/kernel', 'dense/bias');
      const scaled = raw.map(
        (value, c) => value / output.calibration.temperature + output.calibration.bias[c]!,
      );
      const mean = scaled.reduce((sum, value) => sum + value, 0) / 3;
      return scaled.map((value) => value - mean);
    },
  };
}

test('what an inspection tells of a dense network adds up to its logits', () => {
  const { model, logits } = dense();
  for (const text of ['good', 'the flight bad good']) {
    const { contributions, rest } = inspectText(model, text);
    const sums = rest.map((value, o) =>
      contributions.reduce((sum, { byOutput }) => sum + byOutput[o]!, value),
    );
    for (const [o, logit] of logits(text).entries()) assert.ok(Math.abs(sums[o]! - logit) < 1e-5);
  }
});

test('parts of a text are told by the tokens that they come from', () => {
  const { tokens, known, contributions, filters, layers } = inspectText(randomModel(), 'good strange flight');
  assert.deepEqual(tokens, ['good', 'strange', 'flight']);
  assert.deepEqual(known, [true, false, true]);
  for (const { text, begin, end } of contributions) assert.equal(text, tokens.slice(begin, end).join(' '));
  assert.ok(filters.every(({ activation }) => activation > 0));
  assert.deepEqual(
    layers.map(({ name, columns, values }) => [name, values.length / columns, columns]),
    [
      ['embedding', 3, 8],
      ['conv1', 3, 4],
      ['conv2', 3, 4],
      ['conv3', 3, 4],
      ['pooled', 1, 12],
      ['centred logits', 1, 3],
    ],
  );
});

test('gates and attention of an LSTM have a row for each token', () => {
  const { layers } = inspectText(randomLstm(), 'good bad');
  const shapes = layers.map(({ name, columns, values }) => [name, values.length / columns, columns]);
  for (const gate of ['input', 'forget', 'output', 'candidate', 'state']) {
    assert.deepEqual(
      shapes.find(([name]) => name === gate),
      [gate, 2, 10],
    );
  }
  const attention = layers.find(({ name }) => name === 'attention')?.values;
  assert.ok(attention && Math.abs(attention.reduce((sum, share) => sum + share, 0) - 1) < 1e-6);
});
