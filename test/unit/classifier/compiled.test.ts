import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { openCompiledBackend } from '#shared/classifier/compiled/backend.ts';
import { directCnn } from './direct-cnn.ts';
import { randomModel } from './random-model.ts';
import { assertAloneAsTogether } from './alone-as-together.ts';

const words = ['good', 'bad', 'flight', 'the', 'not', '🙂'];
const post = fc
  .array(fc.constantFrom(...words, 'unheard-of', '<pad>'), { maxLength: 12 })
  .map((each) => each.join(' '));

describe('the compiled backend', () => {
  test('the folded table gives what the convolution gives, for any widths', () => {
    const shape = fc.record({
      seed: fc.nat(),
      words: fc.constant(words),
      embedding: fc.integer({ min: 1, max: 9 }),
      widths: fc
        .uniqueArray(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 })
        .map((w) => w.sort()),
      filters: fc.integer({ min: 1, max: 18 }),
      maxTokens: fc.integer({ min: 1, max: 14 }),
    });
    fc.assert(
      fc.property(shape, fc.array(post, { minLength: 1, maxLength: 5 }), (each, posts) => {
        const model = randomModel(each);
        const probabilities = openCompiledBackend(model).score(posts);
        const expected = posts.flatMap((tokens) => directCnn(model, tokens));
        assert.equal(probabilities.length, expected.length);
        for (const [i, value] of expected.entries()) {
          assert.ok(
            Math.abs((probabilities[i] ?? NaN) - value) < 1e-6,
            `${probabilities[i] ?? ''} is not ${value}`,
          );
        }
      }),
    );
  });

  test('a post scores the same to the bit, whatever came before and with it', () => {
    assertAloneAsTogether(randomModel({ words, filters: 16 }), post);
  });

  test('weights of any size keep their precision', () => {
    for (const factor of [1e-6, 1, 1e4]) {
      const model = randomModel({ words, filters: 16, dtype: 'float32' });
      const scaleUp = (name: string, by: number): void => {
        const values = model.weights.get(name)!.values;
        values.forEach((value, i) => (values[i] = value * by));
      };
      scaleUp('embedding', factor);
      for (const width of [1, 2, 3]) scaleUp(`conv${width}/bias`, factor);
      scaleUp('dense/kernel', 1 / factor);
      const probabilities = openCompiledBackend(model).score(['the flight good']);
      for (const [i, value] of directCnn(model, 'the flight good').entries()) {
        assert.ok(Math.abs((probabilities[i] ?? NaN) - value) < 1e-6);
      }
    }
  });

  test('a batch of none has no scores', () => {
    assert.equal(openCompiledBackend(randomModel()).score([]).length, 0);
  });
});
