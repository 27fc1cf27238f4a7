import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ownWords } from '../../../services/alert/facts/own-words.ts';
import { termReader } from '../../../services/alert/facts/terms.ts';

const termsOf = (text: string, isOwn: (token: string) => boolean): string[] => termReader(isOwn)(text);
const none = (): boolean => false;

test('words and pairs of neighbours, each once', () => {
  assert.deepEqual(termsOf('Swollen battery! Swollen battery, again.', none), [
    'swollen',
    'battery',
    'swollen battery',
  ]);
});

test('marks, figures, signs and stop words are no terms, and nothing is a neighbour across them', () => {
  const text = '@Aero 40% of the phones: overheating at 3pm https://a.example/x :( 7 burnt, 2 fires $99';
  assert.deepEqual(termsOf(text, none), ['phones', 'overheating', 'burnt', 'fires']);
});

test('how a word is written parts no neighbours', () => {
  assert.deepEqual(termsOf('SOOOO broken HINGE #HingeGate', none), [
    'broken',
    'hinge',
    'broken hinge',
    'gate',
    'hinge gate',
  ]);
});

test('not, no and too stand only first in a pair', () => {
  assert.deepEqual(termsOf("too hot, won't charge, no refund, no", none), [
    'hot',
    'too hot',
    'charge',
    'not charge',
    'refund',
    'no refund',
  ]);
});

test('emoji and words of other scripts are terms', () => {
  assert.deepEqual(termsOf('🤡 батарея 電池', none), ['🤡', 'батарея', '🤡 батарея', '電池', 'батарея 電池']);
});

test('no text at all', () => assert.deepEqual(termsOf('', none), []));

test("the product's name, its brand and the words of its query are its own, with wildcards too", () => {
  const product = { id: 'x', name: 'Aero X1', brand: 'Aero Devices' };
  const isOwn = ownWords(product, '("aero x1" OR #aerox* OR wrld) NOT "the band"');
  const words = ['aero', 'x1', 'devices', 'aerox2', 'wrld', 'band', 'battery'];
  assert.deepEqual(words.filter(isOwn), ['aero', 'x1', 'devices', 'aerox2', 'wrld', 'band']);
  assert.deepEqual(termsOf('aero x1 battery fire', isOwn), ['battery', 'fire', 'battery fire']);
});

test('a query that cannot be read, or has gone, has no words', () => {
  const product = { id: 'x', name: 'Delta', brand: null };
  for (const query of [null, '', 'delta AND (']) {
    assert.deepEqual(['delta', 'and', 'late'].filter(ownWords(product, query)), ['delta']);
  }
});
