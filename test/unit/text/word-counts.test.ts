import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { PREPROCESSING } from '#shared/text/preprocessing.ts';
import { segment } from '#shared/text/segmentation.ts';
import { wordCounts } from '#shared/text/word-counts.ts';

const file = readFileSync(new URL('../../../shared/text/word-counts.txt', import.meta.url));

test('the word list is that of this version of the preparation', () => {
  const frozen = { 'posts-1': 'abb0e0ad370c02b9bd33129bce9b3eaa37bd6904b85ad520233c40946c95c4db' };
  assert.equal(createHash('sha256').update(file).digest('hex'), frozen[PREPROCESSING]);
  assert.equal(wordCounts.size, 20_000);
});

test('letters without spaces are split into the likeliest words', () => {
  assert.equal(segment('flightdelayed'), 'flight delayed');
  assert.equal(segment('bestairlineever'), 'best airline ever');
  assert.equal(segment('airline'), 'airline');
});

test('a run that is too long to be words stays whole', () => {
  assert.equal(segment('the'.repeat(20)), 'the'.repeat(20));
});
