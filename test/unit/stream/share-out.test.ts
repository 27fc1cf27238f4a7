import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { shareOut } from '#shared/stream/embedded/share-out.ts';

const names = ['a', 'b', 'c', 'd', 'e', 'f'];
const owners = fc.array(fc.option(fc.constantFrom(...names, 'gone')), { maxLength: 20 });
const members = fc.uniqueArray(fc.constantFrom(...names), { minLength: 1 });
const countOf = (all: readonly (string | null)[], name: string): number =>
  all.filter((owner) => owner === name).length;

describe('sharing partitions out', () => {
  test('every partition gets an owner, as evenly as can be', () => {
    fc.assert(
      fc.property(owners, members, (before, there) => {
        const after = shareOut(before, there);
        assert.equal(after.length, before.length);
        const counts = there.map((member) => countOf(after, member));
        assert.equal(
          counts.reduce((a, b) => a + b, 0),
          before.length,
        );
        assert.ok(Math.max(...counts) - Math.min(...counts) <= 1);
      }),
    );
  });

  test('nothing moves when it is even already', () => {
    fc.assert(
      fc.property(owners, members, (before, there) => {
        const even = shareOut(before, there);
        assert.deepEqual(shareOut(even, there), even);
      }),
    );
  });

  test('a member that leaves or joins moves only its own share', () => {
    const two = shareOut<string>([null, null, null, null], ['a', 'b']);
    assert.deepEqual(two.toSorted(), ['a', 'a', 'b', 'b']);
    const three = shareOut(two, ['a', 'b', 'c']);
    assert.equal(three.filter((owner, i) => owner !== two[i]).length, 1);
    const one = shareOut(three, ['b', 'c']);
    assert.ok(three.every((owner, i) => owner === 'a' || one[i] === owner));
  });

  test('without members nobody owns anything', () => {
    assert.deepEqual(shareOut(['a', null], []), [null, null]);
  });
});
