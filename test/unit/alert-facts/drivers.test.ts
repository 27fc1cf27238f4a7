import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { drivers } from '../../../services/alert/facts/drivers.ts';

const times = (count: number, ...terms: string[]): string[][] => Array.from({ length: count }, () => terms);
const termsFound = (...given: Parameters<typeof drivers>): string[] =>
  drivers(...given).map(({ term }) => term);

describe('drivers', () => {
  test('the score is that of Monroe, Colaresi and Quinn, worked out by hand', () => {
    // 10 mentions against 90, 2 terms each: 20 terms and 180. The prior is of 100 mentions, so α₀ = 200 here, and α of a
    // term is how often both sides have it: 6 + 2 = 8 for "recall", 14 + 178 = 192 for all others.
    const target = [...times(6, 'recall', 'phone'), ...times(4, 'screen', 'phone')];
    const reference = [...times(2, 'recall', 'phone'), ...times(88, 'screen', 'phone')];
    const oddsHere = (6 + 8) / (20 + 200 - 6 - 8);
    const oddsThere = (2 + 8) / (180 + 200 - 2 - 8);
    const z = Math.log(oddsHere / oddsThere) / Math.sqrt(1 / 14 + 1 / 10);
    assert.equal(z.toFixed(3), '2.227', 'log(0.067961 / 0.027027) / √0.171429 = 0.9221 / 0.4140');
    const [driver, ...others] = drivers(target, reference);
    assert.deepEqual(others, []);
    assert.deepEqual({ ...driver, z: 0 }, { term: 'recall', mentions: 6, baselineMentions: 2, z: 0 });
    assert.ok(Math.abs((driver?.z ?? 0) - z) < 1e-12);
  });

  test('terms that the baseline lacks are found, also in a dozen mentions, from three on', () => {
    const reference = times(2_000, 'flight', 'crew', 'seat');
    const target = [...times(3, 'flight', 'strike'), ...times(2, 'flight', 'fog'), ...times(7, 'crew')];
    assert.deepEqual(termsFound(target, reference), ['strike']);
  });

  test('what is as frequent as ever is none, however frequent; nor is what has become rarer', () => {
    const usual = [...times(50, 'flight', 'late'), ...times(50, 'flight', 'seat')];
    assert.deepEqual(termsFound(usual, usual), []);
    const fewer = [...times(10, 'flight', 'late'), ...times(90, 'flight', 'seat')];
    assert.deepEqual(termsFound(fewer, usual), ['seat']);
  });

  test('a word gives way to the pair in which it almost always stands', () => {
    const reference = times(500, 'screen');
    const pair = times(9, 'swollen', 'battery', 'swollen battery');
    assert.deepEqual(termsFound(pair, reference), ['swollen battery']);
    assert.deepEqual(termsFound([...pair, ...times(6, 'battery')], reference), [
      'battery',
      'swollen battery',
    ]);
  });

  test('no more than five, the clearest first, and of equals by their letters', () => {
    const target = ['g', 'f', 'e', 'd', 'c', 'b'].flatMap((term) => times(10, term));
    const found = drivers([...target, ...times(20, 'a')], times(500, 'screen'));
    assert.deepEqual(
      found.map(({ term }) => term),
      ['a', 'b', 'c', 'd', 'e'],
    );
  });

  test('without anything to look at or to compare with there are none', () => {
    assert.deepEqual(drivers([], times(9, 'late')), []);
    assert.deepEqual(drivers(times(9, 'late'), []), []);
    assert.deepEqual(drivers(times(9, 'late'), times(9)), []);
    assert.deepEqual(drivers(times(9), times(9, 'late')), []);
  });

  test('the order of mentions and of terms does not matter', () => {
    const words = ['late', 'bag', 'lost', 'lost bag', 'crew', 'seat', 'no refund', 'refund'];
    const corpus = fc.array(fc.subarray(words), { maxLength: 60 });
    fc.assert(
      fc.property(corpus, corpus, (target, reference) => {
        const turned = (mentions: string[][]): string[][] =>
          mentions.toReversed().map((terms) => terms.toReversed());
        const found = drivers(target, reference);
        assert.deepEqual(drivers(turned(target), turned(reference)), found);
        for (const { mentions, z } of found) assert.ok(mentions >= 3 && z >= 2 && Number.isFinite(z));
      }),
    );
  });
});
