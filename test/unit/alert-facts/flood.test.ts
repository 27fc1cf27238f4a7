import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kindOfFlood, looksLikeFlood } from '../../../services/alert/facts/flood.ts';

test('a flood is ten negative mentions or more in an hour, and three times those counted', () => {
  const cases: [mentions: number, counted: number, expected: boolean][] = [
    [300, 1, true],
    [300, 0, true],
    [30, 10, true],
    [30, 11, false],
    [10, 3, true],
    [9, 0, false],
    [0, 0, false],
    [200, 150, false],
  ];
  for (const [mentions, counted, expected] of cases)
    assert.equal(looksLikeFlood(mentions, counted), expected, `${mentions}, ${counted} counted`);
});

test('its kind is what explains most', () => {
  assert.equal(kindOfFlood({ mentions: 300, clusters: 2, authors: 290 }), 'copies');
  assert.equal(kindOfFlood({ mentions: 300, clusters: 295, authors: 3 }), 'authors');
  assert.equal(kindOfFlood({ mentions: 300, clusters: 1, authors: 1 }), 'copies');
  assert.equal(kindOfFlood({ mentions: 12, clusters: 12, authors: 12 }), 'copies', 'of earlier posts');
});
