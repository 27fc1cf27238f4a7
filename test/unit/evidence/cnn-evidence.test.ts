import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { createPooling } from '#shared/classifier/compiled/cnn/pooling.ts';
import { isCnn } from '#shared/classifier/compiled/cnn/cnn-model.ts';
import { openCompiledBackend } from '#shared/classifier/compiled/backend.ts';
import { createCnnEvidence } from '#shared/classifier/evidence/cnn.ts';
import { createSpans } from '#shared/classifier/evidence/spans.ts';
import { weightValues } from '#shared/classifier/model/model.ts';
import { createVocabulary } from '#shared/classifier/model/vocabulary.ts';
import { directCnn } from '../classifier/direct-cnn.ts';
import { randomModel } from '../classifier/random-model.ts';

const words = ['good', 'bad', 'flight', 'the', 'not', '🙂'];
const post = fc
  .array(fc.constantFrom(...words, 'unheard-of'), { maxLength: 12 })
  .map((each) => each.join(' '));
const shape = fc.record({
  seed: fc.nat(),
  words: fc.constant(words),
  embedding: fc.integer({ min: 1, max: 9 }),
  widths: fc
    .uniqueArray(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 })
    .map((widths) => widths.sort()),
  filters: fc.integer({ min: 1, max: 18 }),
  maxTokens: fc.integer({ min: 1, max: 14 }),
});

/** ln(p) less its mean over the classes: the centred calibrated logits, which is all that the probabilities keep of them. */
function centredLogits(probabilities: readonly number[]): number[] {
  const logs = probabilities.map(Math.log);
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  return logs.map((log) => log - mean);
}

describe('the evidence of a CNN', () => {
  test('adds up, with what no word adds, to the centred logit of every output', () => {
    fc.assert(
      fc.property(shape, post, (each, tokens) => {
        const model = randomModel(each);
        assert.ok(isCnn(model));
        const { architecture, maxTokens } = model.manifest;
        const pooling = createPooling(model);
        const rows = new Int32Array(maxTokens);
        const count = createVocabulary(model.vocabulary).encode(tokens, rows, 0, maxTokens);
        const pooled = pooling.pool(rows, count);
        const weights = {
          kernel: weightValues(model, 'dense/kernel'),
          bias: weightValues(model, 'dense/bias'),
        };
        const gather = createCnnEvidence(model.manifest, weights, pooling);
        const spans = createSpans(maxTokens, Math.max(...architecture.widths));
        for (const [o, logit] of centredLogits(directCnn(model, tokens)).entries()) {
          spans.begin(count);
          const rest = gather(pooled, count, o, spans);
          assert.ok(Math.abs(rest + spans.sum() - logit) < 1e-5, `${rest + spans.sum()} is not ${logit}`);
        }
      }),
    );
  });

  test('comes with the scores that there are without it, and with words of the post', () => {
    fc.assert(
      fc.property(shape, fc.array(post, { minLength: 1, maxLength: 5 }), (each, posts) => {
        const backend = openCompiledBackend(randomModel(each));
        const explained = backend.explain?.(posts);
        assert.deepEqual(explained?.scores, backend.score(posts));
        assert.equal(explained.evidence.length, posts.length);
        for (const [i, evidence] of explained.evidence.entries()) {
          assert.ok(evidence.length <= 3);
          for (const { text, weight } of evidence) {
            assert.ok(` ${posts[i] ?? ''} `.includes(` ${text} `));
            assert.equal(weight, Math.fround(Number(weight.toFixed(3))));
          }
        }
      }),
    );
  });

  test('a token as long as a post is cut', () => {
    const backend = openCompiledBackend(randomModel({ words, seed: 5 }));
    const [evidence = []] = backend.explain?.(['x'.repeat(100_000)]).evidence ?? [];
    assert.ok(evidence.every(({ text }) => text.length <= 200));
  });
});
