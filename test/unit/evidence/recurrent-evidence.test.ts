import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { poolings } from '#shared/classifier/architectures/recurrent/pooling.ts';
import { openCompiledBackend } from '#shared/classifier/compiled/backend.ts';
import { paddedDense } from '#shared/classifier/compiled/recurrent/dense.ts';
import { createPooled, pooledBytes } from '#shared/classifier/compiled/recurrent/pooled.ts';
import { createStates, stateWidth } from '#shared/classifier/compiled/recurrent/states.ts';
import { createRecurrentEvidence } from '#shared/classifier/evidence/recurrent.ts';
import { createSpans } from '#shared/classifier/evidence/spans.ts';
import { directLstm } from '../classifier/direct-lstm.ts';
import { randomLstm } from '../classifier/random-lstm.ts';

const words = ['good', 'bad', 'flight', 'the', 'not', 'food'];
const shape = fc.record({
  seed: fc.nat(),
  words: fc.constant(words),
  units: fc.integer({ min: 1, max: 9 }),
  bidirectional: fc.boolean(),
  pooling: fc.uniqueArray(fc.constantFrom(...poolings), { minLength: 1 }),
});
const post = fc
  .array(fc.constantFrom(...words, 'unheard-of'), { maxLength: 12 })
  .map((each) => each.join(' '));

/** ln(p) less its mean: the centred calibrated logits, which is all that the probabilities keep of them. */
function centredLogits(probabilities: readonly number[]): number[] {
  const logs = probabilities.map(Math.log);
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  return logs.map((log) => log - mean);
}

describe('the evidence of a recurrent model', () => {
  test('adds up, with what no token adds, to the centred logit of every output', () => {
    fc.assert(
      fc.property(shape, post, (each, tokens) => {
        const model = randomLstm(each);
        const { architecture, maxTokens, output } = model.manifest;
        const { pooling } = architecture;
        const states = createStates(model, pooledBytes(stateWidth(architecture), maxTokens, pooling.length));
        const pooled = createPooled(model, states);
        const gather = createRecurrentEvidence(pooling, output, paddedDense(model), maxTokens);
        states.compute([tokens], 0);
        pooled.pool(0);
        const spans = createSpans(maxTokens, 1);
        for (const [o, logit] of centredLogits(directLstm(model, tokens)).entries()) {
          spans.begin(states.countOf(0));
          const rest = gather(pooled, states.of(0), states.countOf(0), o, spans);
          assert.ok(Math.abs(rest + spans.sum() - logit) < 1e-5, `${rest + spans.sum()} is not ${logit}`);
        }
      }),
    );
  });

  test('comes with the scores of a batch without evidence, to the bit', () => {
    const backend = openCompiledBackend(randomLstm({ words }));
    const posts = ['the food not good', '', 'bad flight'];
    const { scores, evidence } = backend.explain!(posts);
    assert.deepEqual(scores, backend.score(posts));
    assert.deepEqual(evidence[1], []);
    assert.ok(evidence[0]!.length > 0 && evidence[2]!.length > 0);
  });
});
