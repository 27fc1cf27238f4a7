import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createVocabulary } from '#shared/classifier/model/vocabulary.ts';
import { encodePosts } from '#shared/classifier/tensorflow/encoded-posts.ts';
import { chooseVocabulary } from '#shared/classifier/training/vocabulary.ts';

const texts = ['the phone is good', 'the phone is bad', '', 'the the <unk> <pad>'];

test('the most frequent tokens come first, equals in the order of the alphabet', () => {
  assert.deepEqual(chooseVocabulary(texts, 10, 1), ['<pad>', '<unk>', 'the', 'is', 'phone', 'bad', 'good']);
});

test('rare tokens, and those beyond the size, stay out', () => {
  assert.deepEqual(chooseVocabulary(texts, 10, 2), ['<pad>', '<unk>', 'the', 'is', 'phone']);
  assert.deepEqual(chooseVocabulary(texts, 3, 1), ['<pad>', '<unk>', 'the']);
});

test('texts become rows of the vocabulary, cut at the limit', () => {
  const { rows, starts } = encodePosts(texts, createVocabulary(['<pad>', '<unk>', 'the', 'is']), 3);
  assert.deepEqual([...starts], [0, 3, 6, 6, 9]);
  assert.deepEqual([...rows].slice(0, 9), [2, 1, 3, 2, 1, 3, 2, 2, 1]);
});
