import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { createSpans } from '#shared/classifier/evidence/spans.ts';

const COUNT = 9;
const LONGEST = 4;
const added = fc
  .record({
    begin: fc.nat({ max: COUNT - 1 }),
    length: fc.integer({ min: 1, max: LONGEST }),
    weight: fc.integer({ min: -100, max: 100 }),
  })
  .map(({ begin, length, weight }) => ({ begin, end: Math.min(COUNT, begin + length), weight }));

function filled(given: readonly { begin: number; end: number; weight: number }[], count = COUNT) {
  const spans = createSpans(COUNT, LONGEST);
  spans.begin(count);
  for (const { begin, end, weight } of given) spans.add(begin, end, weight);
  return spans;
}

describe('the strongest spans', () => {
  test('weigh all that lies inside them, share no word, and come weightiest first', () => {
    fc.assert(
      fc.property(fc.array(added, { maxLength: 30 }), fc.integer({ min: 1, max: 4 }), (given, most) => {
        const strongest = filled(given).strongest(most);
        assert.ok(strongest.length <= most);
        for (const [i, { begin, end, weight }] of strongest.entries()) {
          const inside = given.filter((each) => each.begin >= begin && each.end <= end);
          assert.equal(
            weight,
            inside.reduce((sum, each) => sum + each.weight, 0),
          );
          assert.notEqual(weight, 0);
          const others = strongest.slice(i + 1);
          assert.ok(others.every((other) => other.end <= begin || other.begin >= end));
          assert.ok(others.every((other) => Math.abs(other.weight) <= Math.abs(weight)));
        }
      }),
    );
  });

  test('take the place where most was added', () => {
    const spans = filled([
      { begin: 1, end: 3, weight: 5 },
      { begin: 1, end: 2, weight: 4 },
      { begin: 6, end: 7, weight: -6 },
    ]);
    assert.deepEqual(spans.strongest(3), [
      { begin: 1, end: 3, weight: 9 },
      { begin: 6, end: 7, weight: -6 },
    ]);
  });

  test('leave off words at their ends that hardly count', () => {
    const spans = filled([
      { begin: 3, end: 4, weight: 95 },
      { begin: 2, end: 4, weight: 3 },
      { begin: 3, end: 5, weight: 2 },
    ]);
    assert.deepEqual(spans.strongest(1), [{ begin: 3, end: 4, weight: 95 }]);
  });

  test('of a text with nothing added are none, whatever the text before held', () => {
    const spans = filled([{ begin: 0, end: 4, weight: 7 }]);
    spans.strongest(3);
    spans.begin(COUNT);
    assert.equal(spans.sum(), 0);
    assert.deepEqual(spans.strongest(3), []);
  });
});
