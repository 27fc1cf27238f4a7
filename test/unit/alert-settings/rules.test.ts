import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  ruleOf,
  rulesFrom,
  ruleSensitivities,
  scopeOf,
  type StoredRule,
} from '../../../services/alert/settings/sensitivity-rules.ts';

const ids = fc.constantFrom('x1', 'x2', 'Aero');
const brands = fc.constantFrom('Aero', 'Delta', 'x1');
const scopes = fc.oneof(
  fc.record({ product: ids, brand: fc.constant(null) }),
  fc.record({ product: fc.constant(null), brand: brands }),
  fc.constant({ product: null, brand: null }),
);
/** As the unique index has it: one rule a scope. */
const stored = fc.uniqueArray(
  fc
    .record({ scope: scopes, sensitivity: fc.constantFrom(...ruleSensitivities), activatedAt: fc.nat() })
    .map(({ scope, ...rule }): StoredRule => ({ ...scope, ...rule })),
  { selector: ({ product, brand }) => JSON.stringify([product, brand]) },
);
const products = fc.record({ id: ids, brand: fc.option(brands) });

describe('the rule that holds for a product', () => {
  test('is its own, else that of its brand, else that for all, in whatever order they are stored', () => {
    fc.assert(
      fc.property(stored, products, (rules, product) => {
        const expected =
          rules.find((rule) => rule.product === product.id) ??
          rules.find((rule) => rule.brand !== null && rule.brand === product.brand) ??
          rules.find((rule) => rule.product === null && rule.brand === null);
        const found = ruleOf(rulesFrom(rules), product);
        if (expected) {
          const { sensitivity, activatedAt } = expected;
          assert.deepEqual(found, { sensitivity, activatedAt });
        } else assert.equal(found.sensitivity, 'balanced');
        assert.deepEqual(ruleOf(rulesFrom([...rules].reverse()), product), found);
      }),
    );
  });

  test('has the scope that it was made for', () => {
    fc.assert(
      fc.property(stored, products, (rules, product) => {
        const scope = scopeOf(rulesFrom(rules), product);
        const made = rules.find((rule) => rule.product === scope.product && rule.brand === scope.brand);
        const { sensitivity } = ruleOf(rulesFrom(rules), product);
        assert.equal(made?.sensitivity ?? 'balanced', sensitivity);
      }),
    );
  });

  test('changes for no other product when a product gets one of its own', () => {
    fc.assert(
      fc.property(stored, ids, products, (rules, id, other) => {
        fc.pre(other.id !== id);
        const own: StoredRule = { product: id, brand: null, sensitivity: 'off', activatedAt: 1 };
        const more = [...rules.filter(({ product }) => product !== id), own];
        assert.deepEqual(ruleOf(rulesFrom(more), other), ruleOf(rulesFrom(rules), other));
        assert.equal(ruleOf(rulesFrom(more), { id, brand: 'Aero' }).sensitivity, 'off');
      }),
    );
  });
});
