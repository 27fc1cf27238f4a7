import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { proposals, type RatedIncident } from '../../../services/alert/feedback/proposal.ts';
import { ratings, type Rating } from '../../../services/alert/feedback/rating.ts';
import { rulesFrom, type StoredRule } from '../../../services/alert/settings/sensitivity-rules.ts';

const general: StoredRule = { product: null, brand: null, sensitivity: 'balanced', activatedAt: 0 };
const rules = rulesFrom([general]);

const rated = (product: string, ...said: Rating[]): RatedIncident[] =>
  said.map((rating, i) => ({
    id: `${product}-${i}`,
    product,
    brand: null,
    sensitivity: 'balanced',
    rating,
    pendingAt: 0,
    openedAt: 0,
    resolvedAt: null,
  }));

const bad = ['irrelevant', 'irrelevant', 'wrong-sentiment', 'useful', 'irrelevant'] as const;

describe('a stricter setting is proposed', () => {
  test('after five ratings of a product of which fewer than half are right', () => {
    const [found, ...others] = proposals(rated('x1', ...bad), rules);
    assert.deepEqual(others, []);
    assert.deepEqual(found?.scope, { product: 'x1', brand: null });
    assert.deepEqual([found.from, found.to, found.right], ['balanced', 'strict', 1]);
  });

  test('not after four, nor when half are right', () => {
    assert.deepEqual(proposals(rated('x1', ...bad.slice(1)), rules), []);
    assert.deepEqual(proposals(rated('x1', ...bad, 'useful', 'useful', 'useful'), rules), []);
  });

  test('without counting what was expected, for or against', () => {
    assert.deepEqual(proposals(rated('x1', ...bad.slice(1), 'expected', 'expected'), rules), []);
    const [found] = proposals(rated('x1', ...bad, 'expected', 'expected', 'expected'), rules);
    assert.equal(found?.rated.length, 5);
  });

  test('for the rule that holds for them, when no product alone has five', () => {
    const incidents = [
      ...rated('x1', 'irrelevant', 'irrelevant'),
      ...rated('x2', 'irrelevant', 'useful'),
      ...rated('x3', 'wrong-sentiment'),
      ...rated('known', 'useful', 'useful', 'useful', 'useful', 'useful', 'useful'),
    ];
    const found = proposals(incidents, rules);
    assert.deepEqual(
      found.map(({ scope, right }) => ({ ...scope, right })),
      [{ product: null, brand: null, right: 1 }],
      'a product with five ratings of its own is judged by itself',
    );
  });

  test('for a brand that has a rule of its own', () => {
    const withBrand = rulesFrom([general, { ...general, brand: 'Aero' }]);
    const incidents = ['x1', 'x2', 'x3', 'x4', 'x5'].flatMap((product) =>
      rated(product, 'irrelevant').map((incident) => ({ ...incident, brand: 'Aero' })),
    );
    assert.deepEqual(
      proposals(incidents, withBrand).map(({ scope }) => scope),
      [{ product: null, brand: 'Aero' }],
    );
  });

  test('never once the setting is stricter: what was raised at another one does not count any more', () => {
    const strict = rulesFrom([general, { ...general, product: 'x1', sensitivity: 'strict' }]);
    assert.deepEqual(proposals(rated('x1', ...bad), strict), []);
    const raised = rated('x1', ...bad).map((each) => ({ ...each, sensitivity: 'strict' }));
    assert.deepEqual(proposals(raised, strict), [], 'there is nothing stricter');
    const off = rulesFrom([{ ...general, sensitivity: 'off' }]);
    assert.deepEqual(proposals(rated('x1', ...bad), off), []);
  });

  test('only ever with five or more ratings that say something, fewer than half of them right', () => {
    const said = fc.array(fc.tuple(fc.constantFrom('x1', 'x2', 'x3'), fc.constantFrom(...ratings)), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(said, (all) => {
        const incidents = all.flatMap(([product, rating]) => rated(product, rating));
        const found = proposals(incidents, rules);
        for (const each of found) {
          assert.ok(each.rated.length >= 5 && each.right * 2 < each.rated.length);
          assert.ok(each.rated.every(({ rating }) => rating !== 'expected'));
        }
        const used = found.flatMap((each) => each.rated);
        assert.equal(new Set(used).size, used.length, 'no rating speaks twice');
      }),
    );
  });
});
