import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { reasonsOf, type Findings } from '../../../services/alert/completeness/reasons.ts';
import { windowIndexes } from '../../../services/alert/detection/windows.ts';

const reasons = (found: Partial<Findings>, product = 'delta'): (readonly string[])[] => {
  const of = reasonsOf({ asked: true, lagMinutes: 0, deadLetterShare: 0, missed: [], ...found });
  return windowIndexes.map((window) => of(product, window));
};
const everywhere = (...texts: string[]): string[][] => windowIndexes.map(() => texts);

describe('reasons to hold', () => {
  test('there are none when all is well', () => {
    assert.deepEqual(reasons({}), everywhere());
    assert.deepEqual(reasons({ lagMinutes: 7.5, deadLetterShare: 0.01 }), everywhere());
  });

  test('lag holds the windows that it is more than half of', () => {
    assert.deepEqual(reasons({ lagMinutes: 12.4 }), [
      ['lag is 12 min, more than half of the 15m window'],
      [],
      [],
      [],
    ]);
    assert.deepEqual(reasons({ lagMinutes: 200 }), [
      ['lag is 200 min, more than half of the 15m window'],
      ['lag is 200 min, more than half of the 1h window'],
      ['lag is 200 min, more than half of the 6h window'],
      [],
    ]);
  });

  test('dead letters hold everything', () => {
    const text = '2.3 % of records became dead letters in the last hour';
    assert.deepEqual(reasons({ deadLetterShare: 0.0234 }), everywhere(text));
  });

  test('a silent feed holds the products that miss it, or all when they are not known', () => {
    const missed = [
      { topic: 'feeds.x', minutes: 42, products: new Set(['delta', 'united']) },
      { topic: 'feeds.y', minutes: 13, products: new Set(['united']) },
    ];
    const x = 'feed feeds.x has been silent for 42 min';
    const y = 'feed feeds.y has been silent for 13 min';
    assert.deepEqual(reasons({ missed }), everywhere(x));
    assert.deepEqual(reasons({ missed }, 'united'), everywhere(x, y));
    assert.deepEqual(reasons({ missed }, 'jetblue'), everywhere());
    const unknown = [...missed, { topic: 'feeds.z', minutes: 20, products: null }];
    const z = 'feed feeds.z has been silent for 20 min';
    assert.deepEqual(reasons({ missed: unknown }, 'jetblue'), everywhere(z));
    assert.deepEqual(reasons({ missed: unknown }, 'delta'), everywhere(z, x));
  });

  test('of a stream that does not answer nothing else is known', () => {
    assert.deepEqual(reasons({ asked: false, lagMinutes: 99 }), everywhere('the stream cannot be asked'));
  });

  test('ten thousand products are answered for at once', () => {
    const products = new Set(Array.from({ length: 10_000 }, (_, i) => `p${i}`));
    const of = reasonsOf({
      asked: true,
      lagMinutes: 9,
      deadLetterShare: 0,
      missed: [{ topic: 'feeds.x', minutes: 42, products }],
    });
    const begun = performance.now();
    for (const product of products) for (const window of windowIndexes) of(product, window);
    assert.ok(performance.now() - begun < 1_000);
  });
});
