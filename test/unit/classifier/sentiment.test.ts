import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { sentimentOf } from '#shared/classifier/sentiment.ts';

const micro = (value: number): number => {
  const millionths = Math.round(value * 1e6);
  assert.ok(Math.abs(value * 1e6 - millionths) < 1e-6, `${value} has more than six decimals`);
  return millionths;
};

describe('a stored sentiment', () => {
  const weight = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.5, 1, 1e-9));
  const probabilities = fc
    .tuple(weight, weight, weight)
    .filter((weights) => weights.some((each) => each > 1e-6))
    .map((weights) => {
      const sum = weights[0] + weights[1] + weights[2];
      const [a = 0, b = 0, c = 0] = Float32Array.from(weights, (each) => each / sum);
      return [a, b, c] as const;
    });

  test('adds up to exactly one million millionths, each close to its probability', () => {
    fc.assert(
      fc.property(probabilities, ([negative, neutral, positive]) => {
        const stored = sentimentOf(negative, neutral, positive);
        assert.equal(micro(stored.negative) + micro(stored.neutral) + micro(stored.positive), 1_000_000);
        assert.ok(Math.abs(stored.negative - negative) < 1.5e-6);
        assert.ok(Math.abs(stored.neutral - neutral) < 1.5e-6);
        assert.ok(Math.abs(stored.positive - positive) < 1.5e-6);
      }),
      { numRuns: 1000 },
    );
  });

  test('is called after its largest probability, which rounding leaves the largest', () => {
    fc.assert(
      fc.property(probabilities, ([negative, neutral, positive]) => {
        const stored = sentimentOf(negative, neutral, positive);
        const exact = { negative, neutral, positive };
        assert.equal(exact[stored.label], Math.max(negative, neutral, positive));
        assert.equal(stored[stored.label], Math.max(stored.negative, stored.neutral, stored.positive));
      }),
      { numRuns: 1000 },
    );
  });

  test('of equal probabilities is neutral before negative before positive', () => {
    assert.equal(sentimentOf(1 / 3, 1 / 3, 1 / 3).label, 'neutral');
    assert.equal(sentimentOf(0.5, 0, 0.5).label, 'negative');
    assert.deepEqual(sentimentOf(0, 1, 0), { label: 'neutral', negative: 0, neutral: 1, positive: 0 });
  });
});
