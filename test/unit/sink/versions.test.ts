import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Change } from '#shared/avro/post.ts';
import { newestVersions, supersedes, type Version } from '../../../services/sink/versions.ts';
import { mentionOf } from '../../fixtures/mentions.ts';

const version: fc.Arbitrary<Version> = fc.record({
  change: fc.constantFrom<Change>('create', 'edit', 'delete'),
  revision: fc.nat(3),
});

test('no version supersedes itself, and no two supersede each other', () => {
  fc.assert(
    fc.property(version, version, (a, b) => {
      assert.equal(supersedes(a, a), false);
      assert.equal(supersedes(a, b) && supersedes(b, a), false);
    }),
  );
});

test('superseding is transitive', () => {
  fc.assert(
    fc.property(version, version, version, (a, b, c) => {
      if (supersedes(a, b) && supersedes(b, c)) assert.equal(supersedes(a, c), true);
    }),
  );
});

test('a deletion supersedes also what claims to be later, and is final', () => {
  assert.equal(supersedes({ change: 'delete', revision: 1 }, { change: 'edit', revision: 9 }), true);
  assert.equal(supersedes({ change: 'edit', revision: 9 }, { change: 'delete', revision: 1 }), false);
});

test('of a batch, the newest version of each post is left, the first among equals', () => {
  const first = mentionOf({ postId: 'x:1', text: 'first' });
  const edit = mentionOf({ postId: 'x:1', change: 'edit', text: 'edit' });
  const equal = mentionOf({ postId: 'x:1', change: 'edit', text: 'equal' });
  const other = mentionOf({ postId: 'x:2' });
  assert.deepEqual(newestVersions([first, edit, other, equal, first]), [edit, other]);
});

test('versions that are alike add their products to the first', () => {
  const first = mentionOf({ postId: 'x:1', text: 'first', products: ['a'] });
  const replayed = mentionOf({ postId: 'x:1', text: 'replayed', products: ['a', 'b'] });
  assert.deepEqual(newestVersions([first, replayed]), [{ ...first, products: ['a', 'b'] }]);
});
