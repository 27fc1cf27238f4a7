import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { poolings } from '#shared/classifier/architectures/recurrent/pooling.ts';
import { openCompiledBackend } from '#shared/classifier/compiled/backend.ts';
import { directLstm } from './direct-lstm.ts';
import { randomLstm } from './random-lstm.ts';
import { assertAloneAsTogether } from './alone-as-together.ts';

const words = ['good', 'bad', 'flight', 'the', 'not', '🙂'];
const post = fc
  .array(fc.constantFrom(...words, 'unheard-of', '<pad>'), { maxLength: 12 })
  .map((each) => each.join(' '));

describe('the compiled LSTM', () => {
  test('gives what the definition gives, for any sizes and poolings', () => {
    const shape = fc.record({
      seed: fc.nat(),
      words: fc.constant(words),
      embedding: fc.integer({ min: 1, max: 9 }),
      units: fc.integer({ min: 1, max: 9 }),
      bidirectional: fc.boolean(),
      pooling: fc.uniqueArray(fc.constantFrom(...poolings), { minLength: 1 }),
      maxTokens: fc.integer({ min: 1, max: 14 }),
    });
    fc.assert(
      fc.property(shape, fc.array(post, { minLength: 1, maxLength: 5 }), (each, posts) => {
        const model = randomLstm(each);
        const probabilities = openCompiledBackend(model).score(posts);
        const expected = posts.flatMap((tokens) => directLstm(model, tokens));
        assert.equal(probabilities.length, expected.length);
        for (const [i, value] of expected.entries()) {
          assert.ok(Math.abs(probabilities[i]! - value) < 2e-6, `${probabilities[i]} is not ${value}`);
        }
      }),
    );
  });

  test('a post scores the same to the bit, whatever came before and with it', () => {
    assertAloneAsTogether(randomLstm({ words, units: 8 }), post);
  });

  test('many long posts score as they do one by one', () => {
    const model = randomLstm({ words, units: 8, maxTokens: 300 });
    const posts = Array.from({ length: 40 }, (_, i) =>
      Array.from({ length: (i * 37) % 311 }, (_, t) => words[(i + t * t) % words.length]).join(' '),
    );
    const backend = openCompiledBackend(model);
    const together = backend.score(posts);
    for (const [i, each] of posts.entries()) {
      assert.deepEqual(backend.score([each]), together.slice(i * 3, i * 3 + 3));
    }
  });

  test('gates that are far open or closed stay exact', () => {
    const model = randomLstm({ words, units: 8 });
    for (const name of ['embedding', 'lstm/recurrent', 'lstm/bias']) {
      const { values } = model.weights.get(name)!;
      values.forEach((value, i) => (values[i] = value * 100));
    }
    const tokens = 'the flight not good';
    const probabilities = openCompiledBackend(model).score([tokens]);
    for (const [i, value] of directLstm(model, tokens).entries()) {
      assert.ok(Math.abs(probabilities[i]! - value) < 1e-5);
    }
  });

  test('says how much of its table is in use, which no batch makes larger than the vocabulary', () => {
    const backend = openCompiledBackend(randomLstm({ words, units: 8 }));
    assert.equal(backend.tableBytes(), 0);
    backend.score(['good good', 'bad']);
    const row = 2 * 4 * 8 * 4;
    assert.equal(backend.tableBytes(), 2 * row);
    backend.score([`${words.join(' ')} and others that nobody knows`]);
    assert.equal(backend.tableBytes(), 7 * row);
  });

  test('a batch of none has no scores', () => {
    assert.equal(openCompiledBackend(randomLstm()).score([]).length, 0);
  });
});
