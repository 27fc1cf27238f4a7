import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { openCompiledBackend } from '#shared/classifier/compiled/backend.ts';
import { directCnn } from './direct-cnn.ts';
import { directLstm } from './direct-lstm.ts';
import { randomLstm } from './random-lstm.ts';
import { randomModel } from './random-model.ts';

const subwords = { buckets: 40, shortest: 2, longest: 4 };
const words = ['good', 'bad', 'flight', 'the'];
const post = fc
  .array(fc.constantFrom(...words, 'goood', 'flihgt', 'unheard-of', '🙂', '<unk>'), { maxLength: 12 })
  .map((each) => each.join(' '));
/** So many words that none of them is remembered to the end. */
const crowd = Array.from({ length: 1500 }, (_, i) => `w${i} x${i} y${i} z${i}`);

const cnn = randomModel({ words, subwords, filters: 5, maxTokens: 10 });
const lstm = randomLstm({ words, subwords, maxTokens: 10 });
const cases = [
  { name: 'CNN', model: cnn, direct: (tokens: string) => directCnn(cnn, tokens) },
  { name: 'LSTM', model: lstm, direct: (tokens: string) => directLstm(lstm, tokens) },
];

for (const { name, model, direct } of cases) {
  describe(`words outside the vocabulary of a compiled ${name}`, () => {
    test('are scored by the vectors of their n-grams', () => {
      const backend = openCompiledBackend(model);
      fc.assert(
        fc.property(fc.array(post, { minLength: 1, maxLength: 5 }), (posts) => {
          const scores = backend.score(posts);
          for (const [i, value] of posts.flatMap(direct).entries()) {
            assert.ok(Math.abs((scores[i] ?? NaN) - value) < 1e-6, `${scores[i] ?? ''} is not ${value}`);
          }
        }),
      );
    });

    test('score the same to the bit however many others came in between', () => {
      const backend = openCompiledBackend(model);
      const posts = ['goood flihgt', 'the unheard-of 🙂 bad'];
      const before = backend.score(posts);
      backend.score(crowd);
      assert.deepEqual(backend.score(posts), before);
      assert.deepEqual(backend.score([...crowd, ...posts]).slice(-before.length), before);
    });

    test('take a bounded table', () => {
      const backend = openCompiledBackend(model);
      const scoreMarked = (mark: string): unknown =>
        backend.score(crowd.map((tokens) => tokens.replaceAll(/\b/gu, mark)));
      for (const mark of ['a', 'b', 'c']) scoreMarked(mark);
      const bytes = backend.tableBytes();
      for (const mark of ['d', 'e', 'f']) scoreMarked(mark);
      assert.ok(backend.tableBytes() < bytes * 1.1, `${bytes} bytes became ${backend.tableBytes()}`);
      assert.ok(backend.tableBytes() <= backend.mostTableBytes());
    });
  });
}
