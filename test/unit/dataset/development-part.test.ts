import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { chooseSides, describeDevelopment } from '#shared/classifier/dataset/development-part.ts';

const texts = fc.array(fc.record({ key: fc.uuid(), group: fc.stringMatching(/^[a-h]$/u) }), { minLength: 1 });
const file = 'a.tsv';

describe('the development part', () => {
  test('never divides a group', () => {
    fc.assert(
      fc.property(texts, fc.nat(), (given, seed) => {
        for (const development of [
          { file, share: 0.3, by: 'movie' },
          { file, texts: 5, training: 8, by: 'movie' },
        ]) {
          const sides = chooseSides(given, development, seed);
          const byGroup = new Map(given.map(({ group }, i) => [group, sides[i]]));
          assert.ok(given.every(({ group }, i) => byGroup.get(group) === sides[i]));
        }
      }),
    );
  });

  test('by number holds out and leaves at most so many', () => {
    const given = Array.from({ length: 100 }, (_, i) => ({ key: `text ${i}` }));
    const sides = chooseSides(given, { file, texts: 30, training: 50 }, 1);
    const count = (side: string): number => sides.filter((each) => each === side).length;
    assert.deepEqual([count('development'), count('training'), count('unused')], [30, 50, 20]);
  });

  test('keeps a text on its side when others come', () => {
    const given = Array.from({ length: 200 }, (_, i) => ({ key: `text ${i}` }));
    const all = chooseSides(given, { file, share: 0.3 }, 1);
    assert.deepEqual(chooseSides(given.slice(50), { file, share: 0.3 }, 1), all.slice(50));
    assert.notDeepEqual(chooseSides(given, { file, share: 0.3 }, 2), all);
  });

  test('is told in words', () => {
    assert.equal(
      describeDevelopment({ file, texts: 10_000, training: 15_000, by: 'movie' }),
      'The development part is 10,000 texts of a.tsv (whole groups of one movie), held out of training',
    );
  });
});
