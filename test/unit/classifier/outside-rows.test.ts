import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { createOutsideRows } from '#shared/classifier/compiled/outside-rows.ts';
import { subwordVector } from '#shared/classifier/subwords/subwords.ts';
import { weightValues } from '#shared/classifier/model/model.ts';
import { randomModel } from './random-model.ts';

const subwords = { buckets: 30, shortest: 3, longest: 5 };
const model = randomModel({ subwords });
const first = model.vocabulary.length;

describe('rows of tokens outside the vocabulary', () => {
  test('hold the vector of their token from makeRoom to makeRoom, however many have come', () => {
    const vectors = new Map<number, Float32Array>();
    const outside = createOutsideRows(model, 40, (row, vector) => vectors.set(row, vector));
    const table = weightValues(model, 'subwords');
    let next = 0;
    const posts = fc.array(fc.nat({ max: 9_000 }), { maxLength: 40 });
    fc.assert(
      fc.property(posts, fc.integer({ min: 0, max: 39 }), (again, fresh) => {
        const tokens = [...again, ...Array.from({ length: fresh }, () => (next += 1))]
          .slice(0, 40)
          .map((n) => `w${n}`);
        outside.makeRoom(tokens.length);
        const rows = tokens.map((token) => outside.rowOf?.(token) ?? -1);
        for (const [i, token] of tokens.entries()) {
          const row = rows[i] ?? -1;
          assert.ok(row >= first && row < first + outside.count);
          assert.deepEqual(vectors.get(row), subwordVector(token, subwords, table, 8));
        }
        assert.equal(new Set(rows).size, new Set(tokens).size);
      }),
      { numRuns: 2_000 },
    );
    assert.ok(next > 2 * outside.count);
  });

  test('stay with a token that keeps coming', () => {
    let folded = 0;
    const outside = createOutsideRows(model, 2, () => (folded += 1));
    for (let i = 0; i < 5 * outside.count; i++) {
      outside.makeRoom(2);
      outside.rowOf?.(`new${i}`);
      outside.rowOf?.('usual');
    }
    assert.equal(folded, 5 * outside.count + 1);
  });
});
