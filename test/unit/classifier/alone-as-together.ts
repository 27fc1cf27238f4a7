import assert from 'node:assert/strict';
import fc from 'fast-check';
import { openCompiledBackend } from '#shared/classifier/compiled/backend.ts';
import type { Model } from '#shared/classifier/model/model.ts';

/** Asserts that a post's three scores are the same to the bit alone, after any others, and in one batch with them. */
export function assertAloneAsTogether(model: Model, post: fc.Arbitrary<string>): void {
  fc.assert(
    fc.property(fc.array(post, { minLength: 1, maxLength: 8 }), (posts) => {
      const together = openCompiledBackend(model).score(posts);
      const backend = openCompiledBackend(model);
      for (let i = posts.length - 1; i >= 0; i--) {
        assert.deepEqual(backend.score([posts[i]!]), together.slice(i * 3, i * 3 + 3));
      }
    }),
  );
}
